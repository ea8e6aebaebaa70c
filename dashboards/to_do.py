"""To-do list of operators and heads: reviews, late and due work orders, cycles, findings and ending contracts."""

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
from dashboards.pending import (
    HEAD_STATES,
    NEXT_STEPS,
    WaitingCycle,
    WorkOrderLine,
    continuation_step,
    remaining_work_text,
)
from maintenance.models import Cycle, Finding, WorkOrder, WorkOrderState
from maintenance.sop import WORK_STATES, State
from maintenance.work_order_state import IN_WORK, NOT_CLOSED_STATES
from plans.models import PlanBasis
from vendors.models import Contract

if TYPE_CHECKING:
    from accounts.models import User
    from maintenance.models.work_order import WorkOrderQuerySet

MAX_ITEMS = 6
CONTRACT_NOTICE_DAYS = 60  # days before a contract ends


# Columns that the page shows. Reading them as tuples is ten times as fast as loading model instances with their joins.
WORK_ORDER_FIELDS: Final = (
    *("pk", "state", "due_on", "completed_on", "handed_in_at", "sequence"),
    *("round__cycle__code", "round__number", "planned_work__title", "asset__code", "asset__name"),
)
CYCLE_FIELDS: Final = (
    *("pk", "code", "state", "state_since", "plan_id", "plan__title"),
    *("plan__basis", "plan__budget_year", "plan__contract_id", "total"),
)
FINDING_FIELDS: Final = (
    *("pk", "title", "severity", "follow_up_due"),
    *("work_order__asset__code", "work_order__asset__name"),
)
CONTRACT_FIELDS: Final = ("pk", "number", "vendor__name", "starts_on", "current_end")


class ToDoList:
    """The to-do list of a user. The whole list needs seven queries, however many entries it has."""

    def __init__(self, user: User) -> None:
        self.user, self.today = user, timezone.localdate()
        self.week_end = self.today + timedelta(days=6 - self.today.weekday())

    # Work orders

    @cached_property
    def _open_counts(self) -> list[dict[str, Any]]:
        """One row per cycle and state with the number of work orders that are not closed.

        `late` counts the late work orders of the row. `due` counts those due by the end of this week that are not
        late.
        """
        late = self.today - timedelta(days=settings.ON_TIME_GRACE_DAYS)
        in_work = Q(state__in=IN_WORK)
        rows: Any = (
            self._work_orders.filter(
                state__in=NOT_CLOSED_STATES
            )  # lists the states, so that the database uses the index on state
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
    def _work_orders(self) -> WorkOrderQuerySet:
        return WorkOrder.objects.visible_to(self.user)

    def _sum(self, key: str) -> int:
        return sum(row[key] for row in self._open_counts)

    @property
    def overdue_count(self) -> int:
        return self._sum("late")

    @property
    def due_count(self) -> int:
        return self._sum("due")

    @property
    def review_count(self) -> int:
        return sum(row["n"] for row in self._open_counts if row["state"] == WorkOrderState.DOCUMENTED)

    @cached_property
    def to_review(self) -> list[WorkOrderLine]:
        return _work_order_lines(self._work_orders.awaiting_review().order_by("handed_in_at", "pk"))

    @cached_property
    def due(self) -> list[WorkOrderLine]:
        """Work orders due by the end of this week that are not handed in, earliest due date first."""
        return _work_order_lines(self._work_orders.due_by(self.week_end).order_by("due_on", "pk"))

    # Cycles

    @cached_property
    def cycles(self) -> list[Any]:
        """Unfinished cycles. The cycle that has been in its current state for the longest time comes first."""
        cycles = Cycle.objects.visible_to(self.user).under_way().order_by("state_since")
        counted = cycles.annotate(total=Window(Count("pk")))
        return list(counted.values_list(*CYCLE_FIELDS, named=True)[: 3 * MAX_ITEMS])

    @property
    def cycle_count(self) -> int:
        return total_count(self.cycles)

    @cached_property
    def waiting(self) -> list[WaitingCycle]:
        states: defaultdict[int, Counter[str]] = defaultdict(Counter)
        for row in self._open_counts:
            states[row["cycle"]][row["state"]] = row["n"]
        return [self._waiting(cycle, states[cycle.pk]) for cycle in self.cycles]

    def _waiting(self, cycle: Any, states: Counter[str]) -> WaitingCycle:
        """Return the to-do entry of a cycle with its next step in one sentence. The cycle page lists all reasons."""
        state = State(cycle.state)
        if state in WORK_STATES:
            return WaitingCycle(
                cycle, remaining_work_text(states), reverse("maintenance:work_orders", args=[cycle.pk])
            )
        if state == State.CONTINUATION:
            return continuation_step(cycle, is_over=self._is_over(cycle))
        text, page, key = NEXT_STEPS[state]
        return WaitingCycle(cycle, str(text), reverse(page, args=[getattr(cycle, key)]), state in HEAD_STATES)

    def _is_over(self, cycle: Any) -> bool:
        """Return whether the period of the cycle is over. Same rule as `Cycle.is_over`, without a further query."""
        end: date = date(cycle.plan__budget_year or self.today.year, 12, 31)
        if cycle.plan__basis == PlanBasis.CONTRACT:
            ends = {contract.pk: contract.current_end for contract in self._contracts}
            end = ends[cycle.plan__contract_id]
        return self.today > end

    @property
    def for_head(self) -> list[WaitingCycle]:
        """To-do entries of the cycles that the head must decide on. The list is empty if the user is not a head."""
        return [each for each in self.waiting if each.is_for_head] if self.user.role == Role.HEAD else []

    # Findings and contracts

    @cached_property
    def findings(self) -> list[Any]:
        findings = Finding.objects.filter(pk__in=[pk for pk, _total in self._first_findings])
        return list(
            findings.order_by("follow_up_due", "opened_at", "pk").values_list(*FINDING_FIELDS, named=True)
        )

    @property
    def finding_count(self) -> int:
        return self._first_findings[0][1] if self._first_findings else 0

    @cached_property
    def _first_findings(self) -> list[tuple[int, int]]:
        """Ids of the first open findings, each with the total number of open findings.

        Selects ids only. If this query joined complete rows, the database would read all open findings.
        """
        findings = Finding.objects.visible_to(self.user).open().order_by("follow_up_due", "opened_at", "pk")
        return list(findings.annotate(total=Window(Count("pk"))).values_list("pk", "total")[:MAX_ITEMS])

    @cached_property
    def _contracts(self) -> list[Any]:
        contracts: Any = Contract.objects.visible_to(self.user).with_end_on(self.today)
        return list(contracts.order_by("current_end").values_list(*CONTRACT_FIELDS, named=True))

    @cached_property
    def contracts(self) -> list[tuple[Any, int]]:
        """Active contracts that end within `CONTRACT_NOTICE_DAYS`, each with the number of days left.

        The contract that ends first comes first. The end date includes the amendments in effect today.
        """
        with_days_left = ((each, (each.current_end - self.today).days) for each in self._contracts)
        return [
            (each, days)
            for each, days in with_days_left
            if each.starts_on <= self.today and 0 <= days <= CONTRACT_NOTICE_DAYS
        ]

    @property
    def is_empty(self) -> bool:
        return not (self.cycles or self.findings or self.contracts)


def total_count(rows: Sequence[Any]) -> int:
    """Return the column `total`, the number of all rows before the limit. A window function sets it on each row."""
    return int(rows[0].total) if rows else 0


def _work_order_lines(work_orders: WorkOrderQuerySet) -> list[WorkOrderLine]:
    return [
        WorkOrderLine(work_order)
        for work_order in work_orders.values_list(*WORK_ORDER_FIELDS, named=True)[:MAX_ITEMS]
    ]
