"""What Seksi Operasional owes today: work to review, work that is late or due, cycles that wait, contracts that end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count, F, Q, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Role
from maintenance.models import Cycle, Finding, WorkOrder, WorkOrderState
from maintenance.models.work_order import IN_WORK, UNSETTLED
from maintenance.sop import WORK_STATES, State
from vendors.models import Contract

if TYPE_CHECKING:
    from accounts.models import User
    from maintenance.models.work_order import WorkOrderQuerySet

SHOWN = 6
SOON = 60  # days before a contract ends


@dataclass(frozen=True)
class Waiting:
    """A cycle that waits for somebody: since when, for what, and where that is done."""

    cycle: Cycle
    text: str
    url: str
    is_for_head: bool = False


class Agenda:
    """Eight queries, however much there is."""

    def __init__(self, user: User) -> None:
        self.user, self.today = user, timezone.localdate()
        self.week_end = self.today + timedelta(days=6 - self.today.weekday())

    # Work orders

    @cached_property
    def _unsettled(self) -> list[dict[str, Any]]:
        """Unsettled work orders counted per cycle and state, with how many are late or due this week."""
        late = self.today - timedelta(days=settings.ON_TIME_GRACE_DAYS)
        in_work = Q(state__in=IN_WORK)
        rows: Any = (
            self._orders.filter(state__in=UNSETTLED)  # named, so that the index on states serves
            .order_by()
            .values("state", cycle=F("round__cycle"))
            .annotate(
                n=Count("pk"),
                late=Count("pk", filter=in_work & Q(due_on__lt=late)),
                due=Count("pk", filter=in_work & Q(due_on__gte=late, due_on__lte=self.week_end)),
            )
        )
        return list(rows)

    @property
    def _orders(self) -> WorkOrderQuerySet:
        return WorkOrder.objects.visible_to(self.user)

    def _sum(self, key: str) -> int:
        return sum(row[key] for row in self._unsettled)

    @property
    def overdue_count(self) -> int:
        return self._sum("late")

    @property
    def due_count(self) -> int:
        return self._sum("due")

    @property
    def review_count(self) -> int:
        return sum(row["n"] for row in self._unsettled if row["state"] == WorkOrderState.DOCUMENTED)

    @cached_property
    def to_review(self) -> list[WorkOrder]:
        orders = self._orders.awaiting_review().select_related("round__cycle", "planned_work", "asset")
        return list(orders.order_by("handed_in_at", "pk")[:SHOWN])

    @cached_property
    def due(self) -> list[WorkOrder]:
        """Late first, then what falls due this week."""
        orders = self._orders.due_by(self.week_end).select_related("round__cycle", "planned_work", "asset")
        return list(orders.order_by("due_on", "pk")[:SHOWN])

    # Cycles

    @cached_property
    def cycles(self) -> list[Cycle]:
        """Those under way, the longest waiting first; each plan's contract is one of `contracts`."""
        cycles = list(
            Cycle.objects.visible_to(self.user)
            .under_way()
            .select_related("plan")
            .annotate(in_all=Window(Count("pk")))
            .order_by("state_since")[: 3 * SHOWN]
        )
        by_id = {contract.pk: contract for contract in self._contracts}
        for cycle in cycles:
            if cycle.plan.contract_id in by_id:
                cycle.plan.contract = by_id[cycle.plan.contract_id]
        return cycles

    @property
    def cycle_count(self) -> int:
        return in_all(self.cycles)

    @cached_property
    def waiting(self) -> list[Waiting]:
        states: defaultdict[int, Counter[str]] = defaultdict(Counter)
        for row in self._unsettled:
            states[row["cycle"]][row["state"]] = row["n"]
        return [_waiting(cycle, states[cycle.pk]) for cycle in self.cycles]

    @property
    def for_head(self) -> list[Waiting]:
        """What only the head decides, or signs; nothing for anybody else."""
        return [each for each in self.waiting if each.is_for_head] if self.user.role == Role.HEAD else []

    # Findings and contracts

    @cached_property
    def findings(self) -> list[Finding]:
        found = Finding.objects.filter(pk__in=[pk for pk, _in_all in self._first_findings])
        return list(found.select_related("work_order__asset").order_by("follow_up_due", "opened_at", "pk"))

    @property
    def finding_count(self) -> int:
        return self._first_findings[0][1] if self._first_findings else 0

    @cached_property
    def _first_findings(self) -> list[tuple[int, int]]:
        """Keys, each with the number of all that are open: whole rows would be joined for every one of those."""
        found = Finding.objects.visible_to(self.user).open().order_by("follow_up_due", "opened_at", "pk")
        return list(found.annotate(in_all=Window(Count("pk"))).values_list("pk", "in_all")[:SHOWN])

    @cached_property
    def _contracts(self) -> list[Contract]:
        started = Contract.objects.visible_to(self.user).filter(starts_on__lte=self.today)
        return list(started.select_related("vendor").prefetch_related("amendments"))

    @cached_property
    def contracts(self) -> list[Contract]:
        """Active, and ending within `SOON` days by the amendments in effect; the first to end first."""
        ending = [each for each in self._contracts if 0 <= each.days_left <= SOON]
        return sorted(ending, key=lambda each: each.days_left)

    @property
    def has_nothing(self) -> bool:
        return not (self.cycles or self.findings or self.contracts)


def in_all(rows: Sequence[Any]) -> int:
    """How many there are, of which `rows` are the first; each row carries the number."""
    return int(rows[0].in_all) if rows else 0


def _waiting(cycle: Cycle, states: Counter[str]) -> Waiting:
    """In one sentence what the cycle waits for; its page has all reasons."""
    url = cycle.get_absolute_url()
    if cycle.state in WORK_STATES:
        return Waiting(cycle, _work_sentence(states), reverse("maintenance:work_orders", args=[cycle.pk]))
    if cycle.state == State.CONTINUATION and not cycle.is_over:
        text = _("Putuskan: putaran berikutnya, atau pengakhiran lebih awal oleh kepala seksi.")
        return Waiting(cycle, text, url, is_for_head=True)
    sentences = {
        State.PLANNING: (_("Rencana belum diajukan."), reverse("plans:detail", args=[cycle.plan_id])),
        State.CRITERIA: (_("Kriteria belum ditetapkan."), reverse("plans:criteria", args=[cycle.plan_id])),
        State.ASSIGNMENT: (_("Pelaksana putaran pertama belum ditentukan."), url),
        State.EVALUATION: (
            _("Evaluasi putaran belum disimpulkan."),
            reverse("maintenance:evaluation", args=[cycle.pk]),
        ),
        State.CONTINUATION: (_("Periode telah berakhir: akhiri siklus."), url),
        State.REPORTING: (
            _("Laporan manajemen belum diterbitkan."),
            reverse("reports:issue", args=[cycle.pk]),
        ),
    }
    text, url = sentences[State(cycle.state)]
    return Waiting(cycle, text, url, is_for_head=cycle.state in (State.EVALUATION, State.REPORTING))


def _work_sentence(states: Counter[str]) -> str:
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
