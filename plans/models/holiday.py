"""Corrections of the national holiday calendar, entered for this installation."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from plans.holiday_calendar import HolidayCalendar, HolidayCorrection


class HolidayOverride(models.Model):
    """Day that differs from the national calendar: an additional holiday, or a working day."""

    day = models.DateField(_("tanggal"), unique=True)
    name = models.CharField(_("nama"), max_length=120)
    is_holiday = models.BooleanField(_("hari libur"), default=True)

    class Meta:
        verbose_name = _("koreksi hari libur")
        verbose_name_plural = _("koreksi hari libur")
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


def calendar_between(start: date, end: date) -> HolidayCalendar:
    """Return the holiday calendar for the years from one before `start` to one after `end`.

    The additional years are needed for due dates that are shifted over New Year.
    """
    years = range(start.year - 1, end.year + 2)
    overrides = HolidayOverride.objects.filter(day__year__in=years)
    return HolidayCalendar(
        years, [HolidayCorrection(each.day, each.name, each.is_holiday) for each in overrides]
    )
