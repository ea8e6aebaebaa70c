"""When planned work falls due: from a pattern, an anchor, and what holidays do to a date.

Every date is computed from the anchor (or from the last completion), never from the date before it, so a
31st comes back after February and nothing drifts. The nominal date decides whether an occurrence belongs to
a window; the due date may be moved out of it. So neighbouring windows share no occurrence and miss none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr
from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plans.holidays import HolidayCalendar, HolidayPolicy
from plans.recurrence.description import describe_recurrence
from plans.recurrence.pattern import Frequency, Ordinal, Pattern, Weekday
from plans.recurrence.rrule import parse_rrule

__all__ = [
    "DueDate",
    "Frequency",
    "Ordinal",
    "Pattern",
    "Recurrence",
    "RecurrenceBasis",
    "Weekday",
    "parse_rrule",
]

# Any day that a pattern names is met again within this span, leap days included.
ONE_ROUND_OF_DAYS: Final = timedelta(days=400)


class RecurrenceBasis(TextChoices):
    """What the interval is counted from."""

    FIXED = "fixed", _("Tanggal tetap")
    AFTER_COMPLETION = "after_completion", _("Penyelesaian terakhir")


@dataclass(frozen=True, slots=True)
class DueDate:
    """One occurrence: the date by the pattern, the date on which it is due, and why they differ."""

    nominal: date
    due: date
    moved_because: str | None = None


@dataclass(frozen=True, slots=True)
class Recurrence:
    """`rule` is an RRULE text in the grammar of `plans.recurrence.pattern`; days it leaves open come from `anchor`."""

    rule: str
    anchor: date
    basis: RecurrenceBasis = RecurrenceBasis.FIXED
    holiday_policy: HolidayPolicy = HolidayPolicy.KEEP

    @classmethod
    def build(
        cls,
        *,
        frequency: Frequency,
        anchor: date,
        interval: int = 1,
        weekdays: Iterable[Weekday] = (),
        ordinal: Ordinal | None = None,
        month_day: int | None = None,
        basis: RecurrenceBasis = RecurrenceBasis.FIXED,
        holiday_policy: HolidayPolicy = HolidayPolicy.KEEP,
    ) -> Recurrence:
        """From the choices of a form; raises ValidationError for choices that do not go together.

        Days left open are taken from the anchor and written into the rule. Counted from the last completion
        they stay open: "three months after it was done" names no day.
        """
        pattern = Pattern(frequency, interval, tuple(weekdays), ordinal, month_day)
        if basis == RecurrenceBasis.FIXED:
            pattern = pattern.on(anchor)
        return cls(pattern.rule, anchor, basis, holiday_policy)

    @property
    def pattern(self) -> Pattern:
        return parse_rrule(self.rule)

    def occurrences(self, start: date, end: date, calendar: HolidayCalendar) -> list[DueDate]:
        """What falls due with a nominal date from `start` to `end`, both included, in order.

        Counted from the last completion, it is the forecast: as if each were completed on its date.
        """
        days = _days(self.pattern.on(self.anchor), self.anchor, start, end)
        return [self._due(day, calendar) for day in days]

    def next_after_completion(self, completed_on: date, calendar: HolidayCalendar) -> DueDate | None:
        """The interval counted from the completion; where the rule names days, the nearest of these.

        None for work that is done once.
        """
        pattern = self.pattern
        if pattern.frequency == Frequency.ONCE:
            return None
        if pattern.frequency == Frequency.WEEKLY:
            target = completed_on + timedelta(weeks=pattern.interval)
        else:
            target = completed_on + relativedelta(months=pattern.months)
        if not pattern.names_days:
            return self._due(target, calendar)
        tomorrow = completed_on + timedelta(days=1)
        named = _days(pattern.days_only().on(target), tomorrow, tomorrow, target + ONE_ROUND_OF_DAYS)
        return self._due(min(named, key=lambda day: (abs(day - target), day)), calendar)

    def describe(self) -> str:
        """ "Setiap 3 bulan pada Senin pertama; bila libur dimajukan"."""
        counted = self.basis == RecurrenceBasis.AFTER_COMPLETION
        return describe_recurrence(self.pattern, self.anchor, self.holiday_policy, since_completion=counted)

    def _due(self, nominal: date, calendar: HolidayCalendar) -> DueDate:
        due = calendar.shift(nominal, self.holiday_policy)
        if due == nominal:
            return DueDate(nominal, nominal)
        return DueDate(nominal, due, calendar.name(nominal) or gettext("akhir pekan"))


def _days(pattern: Pattern, anchor: date, start: date, end: date) -> list[date]:
    rule = rrulestr(pattern.rule, dtstart=_midnight(anchor))
    return [found.date() for found in rule.between(_midnight(start), _midnight(end), inc=True)]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
