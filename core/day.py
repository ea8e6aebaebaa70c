"""A day that a person enters: of this age, since a year typed by halves (0202) is a slip that nobody sees."""

from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.widgets import DateInput

FIRST_YEAR: Final = 1970
LAST_YEAR: Final = 2100


class DayField(forms.DateField):
    widget = DateInput
    default_error_messages = {"year": _("Periksa tahunnya: yang diterima %(first)s sampai %(last)s.")}

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            limits = {"first": FIRST_YEAR, "last": LAST_YEAR}
            raise ValidationError(self.error_messages["year"], code="year", params=limits)
        return day
