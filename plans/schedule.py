"""What a plan brings: every due date of its rounds, by month, with hours and cost, and the rounds that carry them."""

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
from plans.holiday_calendar import calendar_between
from plans.models import Plan, PlannedWork
from plans.recurrence.due_dates import DueDate, RecurrenceBasis

WIDTH: Final = 880  # of the picture, in the units of its letters: a page, not half of one as charts are


@dataclass(frozen=True)
class Occurrence:
    """One due date of one work, on all of its assets; hours and cost (rupiah) are for all of them together."""

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
    """Occurrences with their totals."""

    @property
    def work_order_count(self) -> int:
        """How many work orders they make: one per due date and asset."""
        return sum(each.assets for each in self)

    @property
    def hours(self) -> Decimal:
        return sum((each.hours for each in self), Decimal(0))

    @property
    def cost(self) -> Decimal:
        return sum((each.cost for each in self), Decimal(0))


@dataclass(frozen=True)
class SchedulePeriod:
    """A month or a round's window with what falls due in it, by the date that the pattern names."""

    start: date
    end: date
    due: Occurrences


@dataclass(frozen=True)
class WorkSchedule:
    """One work with all of its due dates in the period."""

    work: PlannedWork
    assets: int
    due: Occurrences

    @property
    def first(self) -> DueDate | None:
        return self.due[0].on if self.due else None


class Schedule:
    """The forecast of a plan; work counted from its last completion is shown as if each were done on its date."""

    def __init__(self, plan: Plan, *, since: date | None = None, until: date | None = None) -> None:
        self.plan, self.since = plan, since or plan.starts_on
        self.until = until or plan.last_day(timezone.localdate())

    @cached_property
    def works(self) -> list[WorkSchedule]:
        """Per planned work; two queries, however much there is."""
        calendar = calendar_between(self.since, self.until)
        loads = []
        mine = PlannedWork.assets.through.objects.filter(plannedwork=OuterRef("pk"))
        for work in self.plan.works.annotate(asset_count=count_related(mine)):
            dates = work.recurrence.occurrences(self.since, self.until, calendar)
            due = Occurrences(Occurrence(work, each, work.asset_count) for each in dates)
            loads.append(WorkSchedule(work, work.asset_count, due))
        return loads

    @cached_property
    def due(self) -> Occurrences:
        """All due dates in order."""
        every = (each for load in self.works for each in load.due)
        return Occurrences(sorted(every, key=lambda each: (each.on.due, each.work.position, each.work.pk)))

    @property
    def months(self) -> list[SchedulePeriod]:
        """The months in which anything is due, after dates were moved."""
        by_month = groupby(self.due, key=lambda each: each.on.due.replace(day=1))
        return [_span(month, month, due) for month, due in by_month]

    @property
    def rounds(self) -> list[SchedulePeriod]:
        """The windows of the rounds; an occurrence belongs to the one that its nominal date lies in."""
        return [
            _span(start, end, (each for each in self.due if start <= each.on.nominal <= end))
            for start, end in self.plan.windows(as_of=timezone.localdate())
        ]

    @property
    def extension(self) -> str:
        """Says that it goes beyond the plan's own last day, because the contract does; empty where it does not."""
        if self.until <= self.plan.ends_on:
            return ""
        text = _("Pekerjaan dalam kontrak yang diperpanjang sampai %(day)s ikut dihitung.")
        return text % {"day": format_date(self.until)}

    @property
    def budget_left(self) -> Decimal:
        """Budget less planned cost, in rupiah; negative when the plan costs more."""
        return self.plan.budget - self.due.cost

    @property
    def excess(self) -> Decimal:
        """By how much the plan costs more than its budget."""
        return -self.budget_left

    def timeline_svg(self) -> SafeString:
        lanes = [Lane(load.work.title, [_dot(each.on) for each in load.due]) for load in self.works]
        legend = [(Tone.MAIN, _("Sesuai pola")), (Tone.WARN, _("Dipindah karena hari libur"))]
        title = _("Jadwal pekerjaan terencana")
        return Timeline(title, self.since, self.until, lanes, legend, today=timezone.localdate()).svg(WIDTH)


def count_work_orders_due(plan: Plan, start: date, end: date, *, on_fixed_dates: bool = False) -> int:
    """How many work orders the plan forecasts from `start` to `end`, which may lie behind its own last day.

    What is counted from the last completion waits for the next round; `on_fixed_dates` leaves it out.
    """
    loads = Schedule(plan, since=start, until=end).works
    return sum(
        load.due.work_order_count
        for load in loads
        if not on_fixed_dates or load.work.basis == RecurrenceBasis.FIXED
    )


def _span(start: date, end: date, due: Iterable[Occurrence]) -> SchedulePeriod:
    return SchedulePeriod(start, end, Occurrences(due))


def _dot(due: DueDate) -> Dot:
    if due.moved_because is None:
        return Dot(due.due)
    return Dot(due.due, Tone.WARN, due.moved_because)
