"""Corrections of the holiday calendar, entered by the installation."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
