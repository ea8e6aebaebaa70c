"""Working days: Indonesian public holidays, cuti bersama, weekends and local corrections."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import holidays
from django.db.models import TextChoices
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

SATURDAY: Final = 5
# A date is shifted by at most so many days; a longer run of holidays can only be a wrong correction.
MAX_SHIFT_DAYS: Final = 60
# Language code of the `holidays` package, and the suffix it appends to names whose date is not announced yet.
INDONESIAN: Final = ("id", " (perkiraan)")
HOLIDAY_LANGUAGES: Final = {"id": INDONESIAN, "en": ("en_US", " (estimated)")}


class HolidayPolicy(TextChoices):
    """Rule for due dates that fall on a non-working day."""

    KEEP = "keep", _("Tetap pada tanggalnya")
    BEFORE = "before", _("Dimajukan ke hari kerja sebelumnya")
    AFTER = "after", _("Diundur ke hari kerja berikutnya")


@dataclass(frozen=True, slots=True)
class Holiday:
    """Holiday with date and name.

    `collective` marks collective leave (*cuti bersama*). `approximate` marks a date that is calculated and not
    announced yet.
    """

    day: date
    name: str
    collective: bool = False
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class HolidayCorrection:
    """Correction of one day in the national calendar: adds, renames, confirms or removes a holiday."""

    day: date
    name: str = ""
    is_holiday: bool = True


class HolidayCalendar:
    """Calendar of Indonesian holidays, with the corrections of the installation.

    Iteration yields only the holidays of `years`. The methods also accept dates of other years, because a due date
    can be shifted over New Year.
    """

    def __init__(self, years: Iterable[int], corrections: Iterable[HolidayCorrection] = ()) -> None:
        self.years = tuple(sorted(set(years)))
        self._corrections = {correction.day: correction for correction in corrections}

    def __iter__(self) -> Iterator[Holiday]:
        for year in self.years:
            days = set(national_holidays(year, get_language())) | {
                day for day in self._corrections if day.year == year
            }
            yield from (found for day in sorted(days) if (found := self.holiday(day)))

    def holiday(self, day: date) -> Holiday | None:
        correction = self._corrections.get(day)
        if correction is None:
            return national_holidays(day.year, get_language()).get(day)
        return Holiday(day, correction.name) if correction.is_holiday else None

    def name(self, day: date) -> str | None:
        """Return the name of the holiday on `day`, or None; a calculated date has "(perkiraan)" after the name."""
        found = self.holiday(day)
        if found is None:
            return None
        return str(_("%(name)s (perkiraan)") % {"name": found.name}) if found.approximate else found.name

    def is_holiday(self, day: date) -> bool:
        return self.holiday(day) is not None

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < SATURDAY and not self.is_holiday(day)

    def shift(self, day: date, policy: HolidayPolicy) -> date:
        """Return `day`, or the nearest working day before or after `day` according to the policy."""
        if policy == HolidayPolicy.KEEP:
            return day
        step = -1 if policy == HolidayPolicy.BEFORE else 1
        candidates = (day + timedelta(days=step * distance) for distance in range(MAX_SHIFT_DAYS))
        return next((candidate for candidate in candidates if self.is_working_day(candidate)), day)


@lru_cache(maxsize=64)
def national_holidays(year: int, user_language: str | None) -> dict[date, Holiday]:
    """Return the public holidays and collective leave (*cuti bersama*) of a year, with names in this language.

    A day in both categories is returned as a public holiday.
    """
    language, estimated = HOLIDAY_LANGUAGES.get(user_language or "", INDONESIAN)
    return {
        day: Holiday(
            day, name.removesuffix(estimated), category == holidays.GOVERNMENT, name.endswith(estimated)
        )
        for category in (holidays.GOVERNMENT, holidays.PUBLIC)
        for day, name in holidays.country_holidays(
            "ID", years=year, language=language, categories=(category,)
        ).items()
    }
