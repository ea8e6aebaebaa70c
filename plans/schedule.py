"""Forecast of a plan: due dates by work, month and round, with hours and cost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Final

from django.db.models import OuterRef
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.charts import Dot, Lane, Timeline, Tone
from core.db.functions import count_related
from core.i18n.formats import format_date
from plans.models import Plan, PlannedWork
from plans.models.holiday import calendar_between
from plans.recurrence.due_dates import DueDate, RecurrenceBasis

WIDTH: Final = 880  # SVG units; as wide as the page, unlike charts, which are half as wide


@dataclass(frozen=True)
class Occurrence:
    """One due date of planned work; hours and cost (rupiah) are totals over all assets of the work."""

    work: PlannedWork
    on: DueDate
    assets: int

    @property
    def hours(self) -> Decimal:
        return self.work.estimated_hours * self.assets

    @property
    def cost(self) -> Decimal:
        return self.work.estimated_cost * self.assets


class Occurrences(list[Occurrence]):
    """List of occurrences with totals."""

    @property
    def work_order_count(self) -> int:
        """Number of work orders: one per due date and asset."""
        return sum(each.assets for each in self)

    @property
    def hours(self) -> Decimal:
        return sum((each.hours for each in self), Decimal(0))

    @property
    def cost(self) -> Decimal:
        return sum((each.cost for each in self), Decimal(0))


@dataclass(frozen=True)
class SchedulePeriod:
    """Month or round of the schedule, with the occurrences in this period."""

    start: date
    end: date
    due: Occurrences


@dataclass(frozen=True)
class WorkSchedule:
    """Planned work with all due dates of the work in the period of the schedule."""

    work: PlannedWork
    assets: int
    due: Occurrences

    @property
    def first(self) -> DueDate | None:
        return self.due[0].on if self.due else None


class Schedule:
    """Forecast of a plan from `since` to `until`.

    The forecast assumes that work counted from the last completion is completed on every due date.
    """

    def __init__(self, plan: Plan, *, since: date | None = None, until: date | None = None) -> None:
        self.plan, self.since = plan, since or plan.starts_on
        self.until = until or plan.last_day(timezone.localdate())

    @cached_property
    def works(self) -> list[WorkSchedule]:
        """Due dates per planned work; two queries."""
        calendar = calendar_between(self.since, self.until)
        works = []
        mine = PlannedWork.assets.through.objects.filter(plannedwork=OuterRef("pk"))
        for work in self.plan.works.annotate(asset_count=count_related(mine)):
            dates = work.recurrence.occurrences(self.since, self.until, calendar)
            due = Occurrences(Occurrence(work, each, work.asset_count) for each in dates)
            works.append(WorkSchedule(work, work.asset_count, due))
        return works

    @cached_property
    def due(self) -> Occurrences:
        """All occurrences, sorted by due date."""
        every = (each for row in self.works for each in row.due)
        return Occurrences(sorted(every, key=lambda each: (each.on.due, each.work.position, each.work.pk)))

    @property
    def months(self) -> list[SchedulePeriod]:
        """Months that have occurrences; the due date decides the month."""
        by_month = groupby(self.due, key=lambda each: each.on.due.replace(day=1))
        return [_span(month, month, due) for month, due in by_month]

    @property
    def rounds(self) -> list[SchedulePeriod]:
        """Rounds with their occurrences; the nominal date decides the round."""
        return [
            _span(start, end, (each for each in self.due if start <= each.on.nominal <= end))
            for start, end in self.plan.round_periods(as_of=timezone.localdate())
        ]

    @property
    def extension(self) -> str:
        """Sentence for the user if a contract extension adds work after the end of the plan; otherwise empty."""
        if self.until <= self.plan.ends_on:
            return ""
        text = _("Pekerjaan dalam kontrak yang diperpanjang sampai %(day)s ikut dihitung.")
        return text % {"day": format_date(self.until)}

    @property
    def budget_left(self) -> Decimal:
        """Budget minus planned cost in rupiah; negative if the plan exceeds its budget."""
        return self.plan.budget - self.due.cost

    @property
    def excess(self) -> Decimal:
        """Planned cost minus budget in rupiah."""
        return -self.budget_left

    def timeline_svg(self) -> SafeString:
        lanes = [Lane(row.work.title, [_dot(each.on) for each in row.due]) for row in self.works]
        legend = [(Tone.MAIN, _("Sesuai pola")), (Tone.WARN, _("Dipindah karena hari libur"))]
        title = _("Jadwal pekerjaan terencana")
        return Timeline(title, self.since, self.until, lanes, legend, today=timezone.localdate()).svg(WIDTH)


def count_work_orders_due(plan: Plan, start: date, end: date, *, on_fixed_dates: bool = False) -> int:
    """Return the number of work orders due from `start` to `end`.

    Both dates may lie after the last day of the plan. `on_fixed_dates` excludes work counted from the last
    completion, because such work waits for the next round.
    """
    works = Schedule(plan, since=start, until=end).works
    return sum(
        row.due.work_order_count
        for row in works
        if not on_fixed_dates or row.work.basis == RecurrenceBasis.FIXED
    )


def _span(start: date, end: date, due: Iterable[Occurrence]) -> SchedulePeriod:
    return SchedulePeriod(start, end, Occurrences(due))


def _dot(due: DueDate) -> Dot:
    if due.moved_because is None:
        return Dot(due.due)
    return Dot(due.due, Tone.WARN, due.moved_because)
