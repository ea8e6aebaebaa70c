"""A day that a person enters: of this age, since a year typed by halves (0202) is a slip that nobody sees."""

from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms.widgets import DateInput

FIRST_YEAR: Final = 1970
LAST_YEAR: Final = 2100


def validate_plausible_date(day: date) -> date:
    """The day itself; raises `ValidationError`."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        message = _("Periksa tahunnya: yang diterima %(first)s sampai %(last)s.")
        raise ValidationError(message, code="year", params={"first": FIRST_YEAR, "last": LAST_YEAR})
    return day


class PlausibleDateField(forms.DateField):
    widget = DateInput

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        return None if day is None else validate_plausible_date(day)
