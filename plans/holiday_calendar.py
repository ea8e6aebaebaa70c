"""The installation's calendar: public holidays and cuti bersama, with the corrections that were entered."""

from __future__ import annotations

from datetime import date

from plans.holidays import HolidayCalendar
from plans.holidays import HolidayCorrection as Correction
from plans.models.holiday import HolidayOverride


def calendar_between(start: date, end: date) -> HolidayCalendar:
    """Covers the years of `start` and `end` and one on each side, since a date may be moved across New Year."""
    years = range(start.year - 1, end.year + 2)
    overrides = HolidayOverride.objects.filter(day__year__in=years)
    return HolidayCalendar(years, [Correction(each.day, each.name, each.is_holiday) for each in overrides])
