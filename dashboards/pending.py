"""Entries of the to-do list: cycles with their next step, and due work orders."""

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
class WaitingCycle:
    """Entry of the to-do list for a cycle: the next step of the cycle as text, and the URL of the page for that step.

    `is_for_head` is true if the head of Seksi Operasional must decide.
    """

    cycle: Any
    text: str
    url: str
    is_for_head: bool = False

    @property
    def row(self) -> int:
        return ROWS[State(self.cycle.state)].number


@dataclass(frozen=True)
class WorkOrderLine:
    """Entry of the to-do list for a work order."""

    work_order: Any

    @property
    def code(self) -> str:
        work_order = self.work_order
        return work_order_code(work_order.round__cycle__code, work_order.round__number, work_order.sequence)

    @property
    def tone(self) -> str:
        work_order = self.work_order
        if is_on_time(work_order.due_on, work_order.completed_on) is False:
            return "bad"
        return "warn" if work_order.due_on < timezone.localdate() else ""


# Next step of a cycle in each state that has only one: text, URL name, and the field with the URL argument.
NEXT_STEPS: Final = {
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
HEAD_STATES: Final = (State.EVALUATION, State.REPORTING)


def continuation_step(cycle: Any, *, is_over: bool) -> WaitingCycle:
    """Return the to-do entry of a cycle in SOP row 7.

    Before the period is over, the head must decide between another round and an early end. After the period is
    over, the cycle can only be ended.
    """
    url = reverse("maintenance:cycle", args=[cycle.pk])
    if is_over:
        return WaitingCycle(cycle, _("Periode telah berakhir: akhiri siklus."), url)
    text = _("Putuskan: putaran berikutnya, atau pengakhiran lebih awal oleh kepala seksi.")
    return WaitingCycle(cycle, text, url, is_for_head=True)


def remaining_work_text(states: Counter[str]) -> str:
    parts = [
        (states[WorkOrderState.DOCUMENTED], _("%(n)s menunggu pemeriksaan")),
        (states[WorkOrderState.RETURNED], _("%(n)s dikembalikan")),
        (states[WorkOrderState.OPEN], _("%(n)s belum didokumentasikan")),
    ]
    parts_text = [text % {"n": n} for n, text in parts if n]
    if not parts_text:
        return _("Semua perintah kerja selesai: serahkan ke evaluasi.")
    total = sum(n for n, _text in parts)
    start = ngettext("%(n)s perintah kerja", "%(n)s perintah kerja", total) % {"n": total}
    return f"{start}: {', '.join(parts_text)}."
