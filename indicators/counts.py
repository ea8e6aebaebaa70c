"""Counts and sums over rounds, in a fixed number of queries.

Indicators, pages and documents are calculated from these counts. `Statistics` objects can be added: the statistics
of a cycle or of a budget year are the sum of the statistics of all rounds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, Least

from maintenance.measures import due_condition, on_time_condition
from maintenance.models import Activity, CriterionResult, Evidence, Finding, WorkOrder, WorkOrderState
from maintenance.models.evaluation import Verdict

if TYPE_CHECKING:
    from maintenance.models.round import RoundQuerySet


@dataclass(frozen=True)
class Statistics:
    """Counts of work orders, criterion results, evidence, findings and activities of one or more rounds.

    `due`: number of work orders that were carried out, were closed as not done, or are overdue. `judged`: number of
    criterion results with the verdict met or not met; `met`: number of those with the verdict met. `repair_time`:
    sum of the times from opening to resolving a finding, over all resolved findings. `cost`: total cost in rupiah.
    """

    work_orders: int = 0
    accepted: int = 0
    not_done: int = 0
    due: int = 0
    on_time: int = 0
    required_evidence: int = 0
    present_evidence: int = 0
    judged: int = 0
    met: int = 0
    findings: int = 0
    open_findings: int = 0
    repair_time: timedelta = timedelta()
    activities: int = 0
    cost: Decimal = Decimal(0)
    downtime_minutes: int = 0

    def __add__(self, other: Statistics) -> Statistics:
        return Statistics(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    @property
    def settled(self) -> int:
        return self.accepted + self.not_done

    @property
    def late(self) -> int:
        """Number of late work orders: carried out after the grace period, or overdue now."""
        return self.due - self.on_time - self.not_done

    @property
    def closed_findings(self) -> int:
        return self.findings - self.open_findings


def sum_statistics(items: Iterable[Statistics]) -> Statistics:
    return sum(items, Statistics())


def statistics_by_round(rounds: RoundQuerySet) -> Mapping[int, Statistics]:
    """Return a mapping from round id to the statistics of the round. Runs five queries."""
    return _collect(rounds, "", (_orders, _criteria, _findings, _activities, _evidence))


def statistics_by_cycle(rounds: RoundQuerySet, *, with_evidence: bool = True) -> Mapping[int, Statistics]:
    """Return a mapping from cycle id to the statistics of the cycle's rounds in `rounds`.

    Runs five queries. `with_evidence=False` leaves out the query for evidence, which is the slowest.
    """
    parts = (_orders, _criteria, _findings, _activities, *([_evidence] if with_evidence else []))
    return _collect(rounds, "__cycle", parts)


Rows: TypeAlias = Iterable[Any]
Part = Callable[[Any, str], Rows]


def _collect(rounds: RoundQuerySet, group: str, parts: Iterable[Part]) -> Mapping[int, Statistics]:
    statistics: defaultdict[int, Statistics] = defaultdict(Statistics)
    ids = rounds.order_by().values("pk")
    for part in parts:
        for row in part(ids, group):
            key = row.pop("group")
            statistics[key] = replace(statistics[key], **row)
    return statistics


def _orders(ids: Any, group: str) -> Rows:
    return (
        WorkOrder.objects.filter(round__in=ids)
        .order_by()
        .values(group=F(f"round{group}"))
        .annotate(
            work_orders=Count("pk"),
            accepted=Count("pk", filter=Q(state=WorkOrderState.ACCEPTED)),
            not_done=Count("pk", filter=Q(state=WorkOrderState.NOT_DONE)),
            due=Count("pk", filter=due_condition()),
            on_time=Count("pk", filter=on_time_condition()),
        )
    )


def _criteria(ids: Any, group: str) -> Rows:
    return (
        CriterionResult.objects.filter(evaluation__round__in=ids, judged_at__isnull=False)
        .order_by()
        .values(group=F(f"evaluation__round{group}"))
        .annotate(
            judged=Count("pk", filter=Q(verdict__in=[Verdict.MET, Verdict.NOT_MET])),
            met=Count("pk", filter=Q(verdict=Verdict.MET)),
        )
    )


def _findings(ids: Any, group: str) -> Rows:
    return (
        Finding.objects.filter(work_order__round__in=ids)
        .order_by()
        .values(group=F(f"work_order__round{group}"))
        .annotate(
            findings=Count("pk"),
            open_findings=Count("pk", filter=Q(resolved_at__isnull=True)),
            repair_time=Coalesce(Sum(F("resolved_at") - F("opened_at")), timedelta()),
        )
    )


def _activities(ids: Any, group: str) -> Rows:
    return (
        Activity.objects.filter(work_order__round__in=ids)
        .order_by()
        .values(group=F(f"work_order__round{group}"))
        .annotate(
            activities=Count("pk"),
            cost=Coalesce(Sum("cost"), Decimal(0)),
            downtime_minutes=Coalesce(Sum("downtime_minutes"), 0),
        )
    )


def _evidence(ids: Any, group: str) -> Rows:
    """Count the required evidence files and the present ones. Files beyond the required number are not counted.

    The required number is defined per purpose. Work orders closed as not done are excluded.
    """
    purpose = "planned_work__required_evidence__purpose"
    pieces = (
        Evidence.objects.filter(activity__work_order=OuterRef("pk"), purpose=OuterRef(purpose))
        .order_by()
        .values("purpose")
        .annotate(n=Count("pk"))
        .values("n")
    )
    needed = F("planned_work__required_evidence__count")
    return (
        WorkOrder.objects.filter(round__in=ids, planned_work__required_evidence__isnull=False)
        .exclude(state=WorkOrderState.NOT_DONE)
        .order_by()
        .annotate(counted=Least(needed, Coalesce(Subquery(pieces), 0)))
        .values(group=F(f"round{group}"))
        .annotate(
            required_evidence=Sum("planned_work__required_evidence__count"), present_evidence=Sum("counted")
        )
    )
