"""Due dates of planned work, computed from the pattern, the first date (`anchor`) and the holidays.

Every date is computed from the anchor or from the last completion, never from the previous date. So work on the 31st
falls on the 31st again after February, and dates never drift.

The nominal date decides to which round an occurrence belongs, even if a holiday shifts the due date out of the round.
So every occurrence belongs to exactly one round.
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

from plans.holiday_calendar import HolidayCalendar, HolidayPolicy
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

# Every pattern without an interval has an occurrence within this time, leap days included.
MAX_TIME_BETWEEN_DAYS: Final = timedelta(days=400)


class RecurrenceBasis(TextChoices):
    """Date from which the next due date is counted: a fixed date, or the completion of the previous work."""

    FIXED = "fixed", _("Tanggal tetap")
    AFTER_COMPLETION = "after_completion", _("Penyelesaian terakhir")


@dataclass(frozen=True, slots=True)
class DueDate:
    """One occurrence of planned work.

    `nominal` is the date of the pattern, and `due` is the date after the holiday policy. If both differ,
    `moved_because` is the name of the holiday or "akhir pekan" (weekend).
    """

    nominal: date
    due: date
    moved_because: str | None = None


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Recurrence of planned work: rule, first date, basis and holiday policy.

    `rule` is an RRULE in the grammar of `plans.recurrence.pattern`. If the rule names no day, `anchor` determines the
    day.
    """

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
        """Return the recurrence for the choices of a form; raise ValidationError for contradictory choices.

        For fixed dates, the rule gets days that were not chosen from `anchor`. For work counted from the last
        completion, the rule needs no day: "three months after completion".
        """
        pattern = Pattern(frequency, interval, tuple(weekdays), ordinal, month_day)
        if basis == RecurrenceBasis.FIXED:
            pattern = pattern.on(anchor)
        return cls(pattern.rule, anchor, basis, holiday_policy)

    @property
    def pattern(self) -> Pattern:
        return parse_rrule(self.rule)

    def occurrences(self, start: date, end: date, calendar: HolidayCalendar) -> list[DueDate]:
        """Return the due dates whose nominal dates lie from `start` to `end` (inclusive), in order.

        For work counted from the last completion, the dates are a forecast that assumes completion on every due date.
        """
        days = _days(self.pattern.on(self.anchor), self.anchor, start, end)
        return [self._due(day, calendar) for day in days]

    def next_after_completion(self, completed_on: date, calendar: HolidayCalendar) -> DueDate | None:
        """Return the next due date of work that was completed on `completed_on`.

        The nominal date is one interval after the completion. If the rule names days, the nearest of these days is
        taken. Returns None for work that is done once.
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
        named = _days(pattern.days_only().on(target), tomorrow, tomorrow, target + MAX_TIME_BETWEEN_DAYS)
        return self._due(min(named, key=lambda day: (abs(day - target), day)), calendar)

    def describe(self) -> str:
        """Return a sentence such as "Setiap 3 bulan pada Senin pertama; bila libur dimajukan"."""
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
