"""Creation of the work orders of a round from the plan's recurring work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max

from maintenance.models.work_order import WorkOrder
from plans.models.holiday import calendar_between
from plans.recurrence.due_dates import DueDate, RecurrenceBasis

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assets.models import Asset
    from maintenance.models.round import Round
    from plans.holiday_calendar import HolidayCalendar
    from plans.models import PlannedWork


def generate_work_orders(round_: Round) -> int:
    """Create the missing work orders that fall due in the round's period. Return how many were created.

    Called when the round starts, by every run of the scheduled tasks, and after each acceptance. A second call
    creates no duplicates; a call after missed days creates everything that was missed.
    """
    existing = set(
        WorkOrder.objects.filter(planned_work__plan_id=round_.cycle.plan_id).values_list(
            "planned_work_id", "asset_id", "nominal_on"
        )
    )
    new = [
        work_order
        for work_order in _due_work_orders(round_)
        if (work_order.planned_work_id, work_order.asset_id, work_order.nominal_on) not in existing
    ]
    new.sort(key=lambda each: (each.due_on, each.planned_work.position, each.asset.code))
    last = round_.work_orders.aggregate(last=Max("sequence"))["last"] or 0
    for sequence, work_order in enumerate(new, start=last + 1):
        work_order.sequence = sequence
    return len(WorkOrder.objects.bulk_create(new))


def _due_work_orders(round_: Round) -> list[WorkOrder]:
    """Return unsaved work orders for all due dates in the round's period, including those that already exist."""
    calendar = calendar_between(round_.starts_on, round_.ends_on)
    works = round_.cycle.plan.works.prefetch_related("assets")
    return [
        WorkOrder(round=round_, planned_work=work, asset=asset, nominal_on=due.nominal, due_on=due.due)
        for work in works
        for asset, dates in _due_dates(round_, work, calendar)
        for due in dates
    ]


def _due_dates(
    round_: Round, work: PlannedWork, calendar: HolidayCalendar
) -> Iterator[tuple[Asset, list[DueDate]]]:
    """Yield the due dates of each asset. Fixed dates are the same for all assets, so they are computed once."""
    fixed = work.basis == RecurrenceBasis.FIXED
    dates = work.recurrence.occurrences(round_.starts_on, round_.ends_on, calendar) if fixed else []
    for asset in work.assets.all():
        yield asset, dates if fixed else _due_after_completion(round_, work, asset, calendar)


def _due_after_completion(
    round_: Round, work: PlannedWork, asset: Asset, calendar: HolidayCalendar
) -> list[DueDate]:
    """Return the next date counted from the last completion; none while a work order of the round is not closed."""
    work_orders = WorkOrder.objects.filter(planned_work=work, asset=asset)
    if work_orders.filter(round=round_).not_closed().exists():
        return []
    last = work_orders.accepted().aggregate(last=Max("completed_on"))["last"]
    if last is None:
        first = work.recurrence.occurrences(work.anchor, round_.ends_on, calendar)[:1]
        has_closed = work_orders.filter(round=round_).exists()
        return [] if has_closed else [_not_before_start(round_, due) for due in first]
    due = work.recurrence.next_after_completion(last, calendar)
    return [_not_before_start(round_, due)] if due is not None and due.nominal <= round_.ends_on else []


def _not_before_start(round_: Round, due: DueDate) -> DueDate:
    """Move a date that fell due between two rounds to the first day of this round."""
    if due.nominal >= round_.starts_on:
        return due
    return DueDate(nominal=round_.starts_on, due=round_.starts_on)
