"""What Seksi Operasional owes today: work to review, work that is late or due, cycles that wait, contracts that end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db.models import Count, F, Q, Window
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from dashboards.pending import BY_HEAD, OWED, OrderLine, Waiting, decision, work_sentence
from maintenance.models import Cycle, Finding, WorkOrder, WorkOrderState
from maintenance.sop import WORK_STATES, State
from maintenance.work_order_state import IN_WORK, NOT_CLOSED_STATES
from plans.models import PlanBasis
from vendors.models import Contract

if TYPE_CHECKING:
    from accounts.models import User
    from maintenance.models.work_order import WorkOrderQuerySet

SHOWN = 6
SOON = 60  # days before a contract ends


# What the page says of each: fetched as tuples, since whole records and all that they join take ten times as long.
ORDER: Final = (
    *("pk", "state", "due_on", "completed_on", "handed_in_at", "sequence"),
    *("round__cycle__code", "round__number", "planned_work__title", "asset__code", "asset__name"),
)
CYCLE: Final = (
    *("pk", "code", "state", "state_since", "plan_id", "plan__title"),
    *("plan__basis", "plan__budget_year", "plan__contract_id", "in_all"),
)
FINDING: Final = (
    *("pk", "title", "severity", "follow_up_due"),
    *("work_order__asset__code", "work_order__asset__name"),
)
CONTRACT: Final = ("pk", "number", "vendor__name", "starts_on", "current_end")


class Agenda:
    """Seven queries, however much there is."""

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
            self._orders.filter(state__in=NOT_CLOSED_STATES)  # named, so that the index on states serves
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
    def to_review(self) -> list[OrderLine]:
        return _lines(self._orders.awaiting_review().order_by("handed_in_at", "pk"))

    @cached_property
    def due(self) -> list[OrderLine]:
        """Late first, then what falls due this week."""
        return _lines(self._orders.due_by(self.week_end).order_by("due_on", "pk"))

    # Cycles

    @cached_property
    def cycles(self) -> list[Any]:
        """Those under way, the longest waiting first."""
        cycles = Cycle.objects.visible_to(self.user).under_way().order_by("state_since")
        counted = cycles.annotate(in_all=Window(Count("pk")))
        return list(counted.values_list(*CYCLE, named=True)[: 3 * SHOWN])

    @property
    def cycle_count(self) -> int:
        return in_all(self.cycles)

    @cached_property
    def waiting(self) -> list[Waiting]:
        states: defaultdict[int, Counter[str]] = defaultdict(Counter)
        for row in self._unsettled:
            states[row["cycle"]][row["state"]] = row["n"]
        return [self._waiting(cycle, states[cycle.pk]) for cycle in self.cycles]

    def _waiting(self, cycle: Any, states: Counter[str]) -> Waiting:
        """In one sentence what the cycle waits for; its page has all reasons."""
        state = State(cycle.state)
        if state in WORK_STATES:
            return Waiting(cycle, work_sentence(states), reverse("maintenance:work_orders", args=[cycle.pk]))
        if state == State.CONTINUATION:
            return decision(cycle, is_over=self._is_over(cycle))
        text, page, key = OWED[state]
        return Waiting(cycle, str(text), reverse(page, args=[getattr(cycle, key)]), state in BY_HEAD)

    def _is_over(self, cycle: Any) -> bool:
        """As `Cycle.is_over` says, by the terms of the contracts that are known here already."""
        end: date = date(cycle.plan__budget_year or self.today.year, 12, 31)
        if cycle.plan__basis == PlanBasis.CONTRACT:
            ends = {contract.pk: contract.current_end for contract in self._contracts}
            end = ends[cycle.plan__contract_id]
        return self.today > end

    @property
    def for_head(self) -> list[Waiting]:
        """What only the head decides, or signs; nothing for anybody else."""
        return [each for each in self.waiting if each.is_for_head] if self.user.role == Role.HEAD else []

    # Findings and contracts

    @cached_property
    def findings(self) -> list[Any]:
        found = Finding.objects.filter(pk__in=[pk for pk, _in_all in self._first_findings])
        return list(found.order_by("follow_up_due", "opened_at", "pk").values_list(*FINDING, named=True))

    @property
    def finding_count(self) -> int:
        return self._first_findings[0][1] if self._first_findings else 0

    @cached_property
    def _first_findings(self) -> list[tuple[int, int]]:
        """Keys, each with the number of all that are open: whole rows would be joined for every one of those."""
        found = Finding.objects.visible_to(self.user).open().order_by("follow_up_due", "opened_at", "pk")
        return list(found.annotate(in_all=Window(Count("pk"))).values_list("pk", "in_all")[:SHOWN])

    @cached_property
    def _contracts(self) -> list[Any]:
        contracts: Any = Contract.objects.visible_to(self.user).with_end_on(self.today)
        return list(contracts.order_by("current_end").values_list(*CONTRACT, named=True))

    @cached_property
    def contracts(self) -> list[tuple[Any, int]]:
        """Active, with the days until their end by the amendments in effect, at most `SOON`; the first to end first."""
        left = ((each, (each.current_end - self.today).days) for each in self._contracts)
        return [(each, days) for each, days in left if each.starts_on <= self.today and 0 <= days <= SOON]

    @property
    def has_nothing(self) -> bool:
        return not (self.cycles or self.findings or self.contracts)


def in_all(rows: Sequence[Any]) -> int:
    """How many there are, of which `rows` are the first; each row carries the number."""
    return int(rows[0].in_all) if rows else 0


def _lines(orders: WorkOrderQuerySet) -> list[OrderLine]:
    return [OrderLine(order) for order in orders.values_list(*ORDER, named=True)[:SHOWN]]
