"""Step rail: a progress bar with the eight SOP rows of a cycle, their status, and links to pages and documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maintenance.models import Round
from maintenance.sop import ROWS, WORK_STATES, Row, State

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from accounts.models import User
    from maintenance.models import Cycle


@dataclass(frozen=True)
class Step:
    """One SOP row in the step rail. `status` is "done", "now", "ahead" or "unused".

    Row 4 (vendor work) is "unused" if only row 5 (internal work) was chosen, and the other way round.
    """

    state: State
    row: Row
    status: str
    left_at: datetime | None
    times: int
    output_url: str
    document_url: str = ""

    @property
    def status_label(self) -> str | Promise:
        return {
            "done": _("selesai"),
            "now": _("sedang berjalan"),
            "ahead": _("belum"),
            "unused": _("tidak dipilih"),
        }[self.status]


def steps(cycle: Cycle, user: User) -> list[Step]:
    """Return the eight rows in order. One query reads the journal and the rounds that started with a move."""
    next_round = Round.objects.filter(cycle=cycle, number=OuterRef("round_number") + 1)
    moves = cycle.journal.order_by("sequence").annotate(began=Subquery(next_round.values("pk")[:1]))
    left: dict[str, tuple[datetime | None, int]] = {}
    latest: dict[str, int] = {}
    for source, target, at, began in moves.values_list("source", "target", "at", "began"):
        left[source] = (at, left.get(source, (None, 0))[1] + 1)
        if target in WORK_STATES:
            latest[target] = began
    return [_step(cycle, state, *left.get(state, (None, 0)), user, latest) for state in ROWS]


def _step(
    cycle: Cycle, state: State, left_at: datetime | None, times: int, user: User, latest: Mapping[str, int]
) -> Step:
    return Step(
        state=state,
        row=ROWS[state],
        status=_status(cycle, state, was_left=times > 0),
        left_at=left_at,
        times=times,
        output_url=_output_url(cycle, state, user) if times or cycle.state == state else "",
        document_url=_document_url(cycle, state, user, latest) if times or cycle.state == state else "",
    )


def _status(cycle: Cycle, state: State, *, was_left: bool) -> str:
    if cycle.state == state:
        return "now"
    if was_left and not (_comes_again(state) and _is_ahead(cycle, state)):
        return "done"
    other = {State.VENDOR_WORK: State.INTERNAL_WORK, State.INTERNAL_WORK: State.VENDOR_WORK}.get(state)
    chosen_other = (
        other is not None and not _is_ahead(cycle, State.VENDOR_WORK) and cycle.state != State.ASSIGNMENT
    )
    return "unused" if chosen_other and not was_left else "ahead"


def _comes_again(state: State) -> bool:
    """Return whether every round passes through the row again (rows 6 and 7)."""
    return state in (State.EVALUATION, State.CONTINUATION)


def _is_ahead(cycle: Cycle, state: State) -> bool:
    here = cycle.row.number if cycle.row else len(ROWS) + 1
    return ROWS[state].number > here


def _output_url(cycle: Cycle, state: State, user: User) -> str:
    """Return the URL of the page for the row. Returns "" for vendor users, because the pages are for staff."""
    if not user.is_staff_side:
        return ""
    pages = {
        State.PLANNING: ("plans:detail", cycle.plan_id),
        State.CRITERIA: ("plans:criteria", cycle.plan_id),
        State.VENDOR_WORK: ("maintenance:work_orders", cycle.pk),
        State.INTERNAL_WORK: ("maintenance:work_orders", cycle.pk),
        State.EVALUATION: ("maintenance:evaluation", cycle.pk),
        State.REPORTING: ("reports:issue_report", cycle.pk),
    }
    name, pk = pages.get(state, ("", None))
    return reverse(name, args=[pk]) if pk else ""


def _document_url(cycle: Cycle, state: State, user: User, latest: Mapping[str, int]) -> str:
    """Return the URL of the document that belongs to the row, or "" for vendor users.

    The document belongs to the cycle or to a round. `latest` maps a work state to the id of its last round.
    """
    if not user.is_staff_side:
        return ""
    documents = {
        State.PLANNING: ("rencana-pemeliharaan", cycle.pk),
        State.CRITERIA: ("kriteria-penerimaan", cycle.pk),
        State.VENDOR_WORK: ("dokumentasi-kegiatan", latest.get(State.VENDOR_WORK)),
        State.INTERNAL_WORK: ("dokumentasi-kegiatan", latest.get(State.INTERNAL_WORK)),
        State.EVALUATION: ("evaluasi-kriteria", max(latest.values(), default=None)),
        State.REPORTING: ("laporan-manajemen", cycle.pk),
    }
    kind, pk = documents.get(state, ("", None))
    return reverse("reports:document", args=[kind, pk]) if pk else ""
