"""What the lines of an agenda say: a cycle that waits, a work order that is due."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maintenance.models import WorkOrderState
from maintenance.models.work_order import is_on_time, work_order_code
from maintenance.sop import ROWS, State


@dataclass(frozen=True)
class Waiting:
    """A cycle that waits for somebody: since when, for what, and where that is done."""

    cycle: Any
    text: str
    url: str
    is_for_head: bool = False

    @property
    def row(self) -> int:
        return ROWS[State(self.cycle.state)].number


@dataclass(frozen=True)
class OrderLine:
    """A work order as the agenda names it."""

    order: Any

    @property
    def code(self) -> str:
        order = self.order
        return work_order_code(order.round__cycle__code, order.round__number, order.sequence)

    @property
    def tone(self) -> str:
        order = self.order
        if is_on_time(order.due_on, order.completed_on) is False:
            return "bad"
        return "warn" if order.due_on < timezone.localdate() else ""


# What a cycle waits for in the rows that ask for one thing only, and the address where that is done.
OWED: Final = {
    State.PLANNING: (gettext_lazy("Rencana belum diajukan."), "plans:detail", "plan_id"),
    State.CRITERIA: (gettext_lazy("Kriteria belum ditetapkan."), "plans:criteria", "plan_id"),
    State.ASSIGNMENT: (
        gettext_lazy("Pelaksana putaran pertama belum ditentukan."),
        "maintenance:cycle",
        "pk",
    ),
    State.EVALUATION: (gettext_lazy("Evaluasi putaran belum disimpulkan."), "maintenance:evaluation", "pk"),
    State.REPORTING: (gettext_lazy("Laporan manajemen belum diterbitkan."), "reports:issue_report", "pk"),
}
BY_HEAD: Final = (State.EVALUATION, State.REPORTING)


def decision(cycle: Any, *, is_over: bool) -> Waiting:
    """Row 7: another round or an early end is for the head to say; after the period there is nothing to decide."""
    url = reverse("maintenance:cycle", args=[cycle.pk])
    if is_over:
        return Waiting(cycle, _("Periode telah berakhir: akhiri siklus."), url)
    text = _("Putuskan: putaran berikutnya, atau pengakhiran lebih awal oleh kepala seksi.")
    return Waiting(cycle, text, url, is_for_head=True)


def work_sentence(states: Counter[str]) -> str:
    parts = [
        (states[WorkOrderState.DOCUMENTED], _("%(n)s menunggu pemeriksaan")),
        (states[WorkOrderState.RETURNED], _("%(n)s dikembalikan")),
        (states[WorkOrderState.OPEN], _("%(n)s belum didokumentasikan")),
    ]
    owed = [text % {"n": n} for n, text in parts if n]
    if not owed:
        return _("Semua perintah kerja selesai: serahkan ke evaluasi.")
    total = sum(n for n, _text in parts)
    start = ngettext("%(n)s perintah kerja", "%(n)s perintah kerja", total) % {"n": total}
    return f"{start}: {', '.join(owed)}."
