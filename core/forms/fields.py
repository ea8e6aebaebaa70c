"""Form fields for dates, rupiah amounts and several related records."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from core.forms.widgets import DateInput
from core.i18n.formats import format_number

M = TypeVar("M", bound=Model)

FIRST_YEAR: Final = 1970
LAST_YEAR: Final = 2100

# Three digits after a separator are a group of thousands, because money has two decimals at most. So amounts in
# Indonesian and in English notation are read alike.
GROUPED_AMOUNT: Final = re.compile(r"-?\d{1,3}([.,])\d{3}(?:\1\d{3})*(?:(?!\1)[.,]\d{1,2})?")
PLAIN_AMOUNT: Final = re.compile(r"-?\d+(?:[.,]\d{1,2})?")


def validate_plausible_date(day: date) -> date:
    """Return the date. Raise `ValidationError` if its year is outside `FIRST_YEAR` to `LAST_YEAR`."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        message = _("Periksa tahunnya: yang diterima %(first)s sampai %(last)s.")
        raise ValidationError(message, code="year", params={"first": FIRST_YEAR, "last": LAST_YEAR})
    return day


class PlausibleDateField(forms.DateField):
    """Date field that rejects implausible years such as 0202, which a half-typed year leaves."""

    widget = DateInput

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        return None if day is None else validate_plausible_date(day)


class RupiahField(forms.DecimalField):
    """Decimal field for money that accepts 1250000, 1.250.000 and Rp 1.250.000,50.

    It is a text input, because a number input of the browser reads 372.000 as 372.
    """

    widget = forms.TextInput
    default_error_messages = {"invalid": _("Tulis jumlah rupiah dengan angka, misalnya 1.250.000.")}

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "decimal", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        return format_number(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if value in self.empty_values or isinstance(value, Decimal):
            return super().to_python(value)
        return super().to_python(self._normalize(re.sub(r"(?i)^\s*rp\.?|\s", "", str(value))))

    def _normalize(self, text: str) -> str:
        """Return the amount without thousands separators and with a decimal point."""
        if grouped := GROUPED_AMOUNT.fullmatch(text):
            text = text.replace(grouped[1], "")
        elif not PLAIN_AMOUNT.fullmatch(text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return text.replace(",", ".")


class SafeModelMultipleChoiceField(forms.ModelMultipleChoiceField[M]):
    """Multiple choice field that rejects primary keys too large for the database as invalid choices.

    Django handles the `OverflowError` of SQLite in `ModelChoiceField`, but not in `ModelMultipleChoiceField`.
    """

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except OverflowError:
            raise ValidationError(self.error_messages["invalid_choice"], params={"value": "?"}) from None
