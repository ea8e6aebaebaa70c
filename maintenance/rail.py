"""The step rail: the SOP's eight rows as they stand for one cycle, what each produced, and who owes what next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Max
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maintenance.sop import ROWS, Row, State

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from accounts.models import User
    from maintenance.models import Cycle


@dataclass(frozen=True)
class Step:
    """One row of the rail. `status` is "done", "now", "ahead" or "unused" (the row that row 3 did not choose)."""

    state: State
    row: Row
    status: str
    left_at: datetime | None
    times: int
    output_url: str

    @property
    def status_label(self) -> str | Promise:
        return {
            "done": _("selesai"),
            "now": _("sedang berjalan"),
            "ahead": _("belum"),
            "unused": _("tidak dipilih"),
        }[self.status]


def steps(cycle: Cycle, user: User) -> list[Step]:
    """The eight rows in order; costs one query, for the journal."""
    counted = cycle.journal.values_list("source").annotate(at=Max("at"), times=Count("pk")).order_by()
    left = {source: (at, times) for source, at, times in counted}
    return [_step(cycle, state, *left.get(state, (None, 0)), user) for state in ROWS]


def _step(cycle: Cycle, state: State, left_at: datetime | None, times: int, user: User) -> Step:
    return Step(
        state=state,
        row=ROWS[state],
        status=_status(cycle, state, was_left=times > 0),
        left_at=left_at,
        times=times,
        output_url=_output_url(cycle, state, user) if times or cycle.state == state else "",
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
    """Rows 6 and 7 are owed once more in every round."""
    return state in (State.EVALUATION, State.CONTINUATION)


def _is_ahead(cycle: Cycle, state: State) -> bool:
    here = cycle.row.number if cycle.row else len(ROWS) + 1
    return ROWS[state].number > here


def _output_url(cycle: Cycle, state: State, user: User) -> str:
    """Where the output of the row is read; vendor persons are led nowhere that refuses them."""
    if not user.is_staff_side:
        return ""
    pages = {
        State.PLANNING: ("plans:detail", cycle.plan_id),
        State.CRITERIA: ("plans:criteria", cycle.plan_id),
        State.VENDOR_WORK: ("maintenance:work_orders", cycle.pk),
        State.INTERNAL_WORK: ("maintenance:work_orders", cycle.pk),
        State.EVALUATION: ("maintenance:evaluation", cycle.pk),
        State.REPORTING: ("reports:issue", cycle.pk),
    }
    name, pk = pages.get(state, ("", None))
    return reverse(name, args=[pk]) if name else ""
