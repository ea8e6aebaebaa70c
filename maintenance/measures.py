"""Measures computed from work orders, such as the share of work done on time.

The evaluation (SOP row 6) proposes measures as the values of computed criteria. Reports show measures, too. A share
of 0/0 has no value: it is shown as "n/a", never as 0 or 100.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, Least
from django.utils import timezone

from core.db.functions import AddDays
from core.rounding import round_half_up
from maintenance.models import Activity, ChecklistAnswer, Evidence, Finding, WorkOrder, WorkOrderState
from maintenance.models.evaluation import percentage
from plans.models import Measure, RequiredEvidence

if TYPE_CHECKING:
    from collections.abc import Callable

    from maintenance.models.work_order import WorkOrderQuerySet


@dataclass(frozen=True)
class Figure:
    """Result of a measure, in `unit`. For a share, `value` is `numerator` / `denominator` * 100."""

    value: Decimal | None
    numerator: Decimal
    denominator: Decimal | None
    unit: str


def share(numerator: int | Decimal, denominator: int | Decimal) -> Figure:
    top, bottom = Decimal(numerator), Decimal(denominator)
    return Figure(percentage(top, bottom), top, bottom, "%")


def on_time_condition() -> Q:
    """Return the `Q` object for work orders carried out by the due date plus the grace period."""
    last_day = AddDays("due_on", settings.ON_TIME_GRACE_DAYS)
    return Q(completed_on__lte=last_day) & ~Q(state=WorkOrderState.NOT_DONE)


def due_condition() -> Q:
    """Return the `Q` object for the work orders that the denominator of the on-time share counts.

    These work orders were carried out, were closed as not done, or are past the due date plus the grace period.
    """
    last_day = timezone.localdate() - timedelta(days=settings.ON_TIME_GRACE_DAYS)
    return Q(completed_on__isnull=False) | Q(state=WorkOrderState.NOT_DONE) | Q(due_on__lt=last_day)


def on_time(work_orders: WorkOrderQuerySet) -> Figure:
    """Share of work orders carried out by the due date plus the grace period.

    The denominator is the number of work orders that match `due_condition`.
    """
    counts = work_orders.aggregate(
        done=Count("pk", filter=on_time_condition()), owed=Count("pk", filter=due_condition())
    )
    return share(counts["done"], counts["owed"])


def completion(work_orders: WorkOrderQuerySet) -> Figure:
    """Share of accepted work orders, of all work orders."""
    counts = work_orders.aggregate(
        done=Count("pk", filter=Q(state=WorkOrderState.ACCEPTED)), owed=Count("pk")
    )
    return share(counts["done"], counts["owed"])


def evidence_completeness(work_orders: WorkOrderQuerySet) -> Figure:
    """Share of the required evidence files that exist. Work orders closed as not done are excluded."""
    done = work_orders.exclude(state=WorkOrderState.NOT_DONE)
    required = RequiredEvidence.objects.filter(work__work_orders__in=done.values("pk")).annotate(
        work_order=F("work__work_orders")
    )
    present = (
        Evidence.objects.filter(activity__work_order=OuterRef("work_order"), purpose=OuterRef("purpose"))
        .order_by()
        .values("purpose")
        .annotate(n=Count("pk"))
        .values("n")
    )
    totals = required.annotate(counted=Least(F("count"), Coalesce(Subquery(present), 0))).aggregate(
        there=Coalesce(Sum("counted"), 0), owed=Coalesce(Sum("count"), 0)
    )
    return share(totals["there"], totals["owed"])


def checklist_within_limits(work_orders: WorkOrderQuerySet) -> Figure:
    """Share of checklist readings within the limits, of all readings of checklist items that have limits."""
    counts = ChecklistAnswer.objects.filter(activity__work_order__in=work_orders).aggregate(
        within=Count("pk", filter=Q(is_within_limits=True)),
        read=Count("pk", filter=Q(is_within_limits__isnull=False)),
    )
    return share(counts["within"], counts["read"])


def downtime_hours(work_orders: WorkOrderQuerySet) -> Figure:
    """Total downtime of the assets in hours. This measure has no denominator."""
    minutes = Activity.objects.filter(work_order__in=work_orders).aggregate(
        total=Coalesce(Sum("downtime_minutes"), 0)
    )
    hours = round_half_up(Decimal(minutes["total"]) / 60, 2)
    return Figure(hours, hours, None, "jam")


def open_findings(work_orders: WorkOrderQuerySet) -> Figure:
    """Number of open findings; the denominator is the number of all findings."""
    counts = Finding.objects.filter(work_order__in=work_orders).aggregate(
        open=Count("pk", filter=Q(resolved_at__isnull=True)), all=Count("pk")
    )
    return Figure(Decimal(counts["open"]), Decimal(counts["open"]), Decimal(counts["all"]), "temuan")


MEASURES: dict[str, Callable[[WorkOrderQuerySet], Figure]] = {
    Measure.ON_TIME: on_time,
    Measure.COMPLETION: completion,
    Measure.EVIDENCE: evidence_completeness,
    Measure.CHECKLIST: checklist_within_limits,
    Measure.DOWNTIME: downtime_hours,
    Measure.OPEN_FINDINGS: open_findings,
}


def calculate_measure(measure: str, work_orders: WorkOrderQuerySet) -> Figure | None:
    """Return the figure of the measure, or None if `measure` is a value that a user measures."""
    compute = MEASURES.get(measure)
    return compute(work_orders) if compute else None


def work_orders_of_round(round_id: int) -> WorkOrderQuerySet:
    return WorkOrder.objects.filter(round_id=round_id)
