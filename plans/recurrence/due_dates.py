"""Due dates of planned work, computed from pattern, anchor and holidays.

Every date is computed from the anchor (or from the last completion), never from the previous date, so that a 31st
returns after February and dates never drift. The nominal date decides to which round an occurrence belongs, even if a
holiday shifts its due date out of the round. So consecutive rounds share no occurrence and miss none.
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
    """Occurrence: nominal date of the pattern, due date, and the holiday for which they differ."""

    nominal: date
    due: date
    moved_because: str | None = None


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Recurrence rule with its start.

    `rule` is an RRULE in the grammar of `plans.recurrence.pattern`; days that it does not name come from `anchor`.
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

        The rule takes days that were not chosen from the anchor. Work counted from the last completion names no day:
        "three months after completion".
        """
        pattern = Pattern(frequency, interval, tuple(weekdays), ordinal, month_day)
        if basis == RecurrenceBasis.FIXED:
            pattern = pattern.on(anchor)
        return cls(pattern.rule, anchor, basis, holiday_policy)

    @property
    def pattern(self) -> Pattern:
        return parse_rrule(self.rule)

    def occurrences(self, start: date, end: date, calendar: HolidayCalendar) -> list[DueDate]:
        """Return due dates with nominal dates from `start` to `end` (inclusive) in order.

        For work counted from the last completion, this is a forecast that assumes completion on every due date.
        """
        days = _days(self.pattern.on(self.anchor), self.anchor, start, end)
        return [self._due(day, calendar) for day in days]

    def next_after_completion(self, completed_on: date, calendar: HolidayCalendar) -> DueDate | None:
        """Return the due date one interval after the completion, or the nearest day that the rule names.

        Returns None for work that is done once.
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
