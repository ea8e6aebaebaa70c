"""Create the work orders of a round from the planned work of the plan."""

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
    """Create the work orders that fall due in the period of the round and do not exist yet. Return their number.

    Called when the round starts, by every run of the scheduled tasks, and after the acceptance of work whose next
    date depends on completion. A second call creates no duplicates. A call after missed days creates all missing
    work orders.
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
    """Return unsaved work orders for all due dates in the period of the round.

    The result includes due dates for which a work order already exists.
    """
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
    """Yield each asset of the planned work with its due dates.

    Fixed dates are the same for all assets and are computed only once.
    """
    fixed = work.basis == RecurrenceBasis.FIXED
    dates = work.recurrence.occurrences(round_.starts_on, round_.ends_on, calendar) if fixed else []
    for asset in work.assets.all():
        yield asset, dates if fixed else _due_after_completion(round_, work, asset, calendar)


def _due_after_completion(
    round_: Round, work: PlannedWork, asset: Asset, calendar: HolidayCalendar
) -> list[DueDate]:
    """Return the next due date counted from the last completion, as a list with at most one date.

    The list is empty while a work order of this work and asset in the round is not closed.
    """
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
    """Return the first day of the round if the date is earlier, otherwise the unchanged date."""
    if due.nominal >= round_.starts_on:
        return due
    return DueDate(nominal=round_.starts_on, due=round_.starts_on)
