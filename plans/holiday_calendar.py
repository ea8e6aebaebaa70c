"""Calendar of public holidays and cuti bersama with the corrections of the installation."""

from __future__ import annotations

from datetime import date

from plans.holidays import HolidayCalendar, HolidayCorrection
from plans.models.holiday import HolidayOverride


def calendar_between(start: date, end: date) -> HolidayCalendar:
    """Return the calendar from one year before `start` to one after `end`, for dates shifted over New Year."""
    years = range(start.year - 1, end.year + 2)
    corrections = HolidayOverride.objects.filter(day__year__in=years)
    return HolidayCalendar(
        years, [HolidayCorrection(each.day, each.name, each.is_holiday) for each in corrections]
    )
