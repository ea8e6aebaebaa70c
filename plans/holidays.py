"""Which days are worked: Indonesian public holidays, cuti bersama, weekends and local exceptions."""

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
# The longest run of free days that a move may cross; beyond it the overrides must be wrong.
MAX_SHIFT_DAYS: Final = 60
# Our languages as the `holidays` package names them, with what it appends to a name while the government has not
# announced the date.
INDONESIAN: Final = ("id", " (perkiraan)")
HOLIDAY_LANGUAGES: Final = {"id": INDONESIAN, "en": ("en_US", " (estimated)")}


class HolidayPolicy(TextChoices):
    """What happens to work that falls on a day that is not worked."""

    KEEP = "keep", _("Tetap pada tanggalnya")
    BEFORE = "before", _("Dimajukan ke hari kerja sebelumnya")
    AFTER = "after", _("Diundur ke hari kerja berikutnya")


@dataclass(frozen=True, slots=True)
class Holiday:
    """One free day: `approximate` while its date is only calculated, `collective` for cuti bersama."""

    day: date
    name: str
    collective: bool = False
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class HolidayCorrection:
    """A correction to the national calendar: a day added, renamed and confirmed, or taken away."""

    day: date
    name: str = ""
    is_holiday: bool = True


class HolidayCalendar:
    """The free days of Indonesia with an installation's own corrections.

    `years` says which years iterating lists. Any other date may be asked about too, so that work moved
    across New Year's Eve lands right.
    """

    def __init__(self, years: Iterable[int], overrides: Iterable[HolidayCorrection] = ()) -> None:
        self.years = tuple(sorted(set(years)))
        self._overrides = {override.day: override for override in overrides}

    def __iter__(self) -> Iterator[Holiday]:
        for year in self.years:
            days = set(national_holidays(year, get_language())) | {
                day for day in self._overrides if day.year == year
            }
            yield from (found for day in sorted(days) if (found := self.holiday(day)))

    def holiday(self, day: date) -> Holiday | None:
        override = self._overrides.get(day)
        if override is None:
            return national_holidays(day.year, get_language()).get(day)
        return Holiday(day, override.name) if override.is_holiday else None

    def name(self, day: date) -> str | None:
        """The holiday's name, with "(perkiraan)" while its date is only calculated."""
        found = self.holiday(day)
        if found is None:
            return None
        return str(_("%(name)s (perkiraan)") % {"name": found.name}) if found.approximate else found.name

    def is_holiday(self, day: date) -> bool:
        return self.holiday(day) is not None

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < SATURDAY and not self.is_holiday(day)

    def shift(self, day: date, policy: HolidayPolicy) -> date:
        """The day itself when it is worked or kept, else the nearest working day before or after it."""
        if policy == HolidayPolicy.KEEP:
            return day
        step = -1 if policy == HolidayPolicy.BEFORE else 1
        candidates = (day + timedelta(days=step * distance) for distance in range(MAX_SHIFT_DAYS))
        return next((candidate for candidate in candidates if self.is_working_day(candidate)), day)


@lru_cache(maxsize=64)
def national_holidays(year: int, reader: str | None) -> dict[date, Holiday]:
    """Public holidays and cuti bersama of one year in the language of the `reader`; a day that is both counts as the
    public holiday.
    """
    language, estimated = HOLIDAY_LANGUAGES.get(reader or "", INDONESIAN)
    return {
        day: Holiday(
            day, name.removesuffix(estimated), category == holidays.GOVERNMENT, name.endswith(estimated)
        )
        for category in (holidays.GOVERNMENT, holidays.PUBLIC)
        for day, name in holidays.country_holidays(
            "ID", years=year, language=language, categories=(category,)
        ).items()
    }
