"""Money as people write it: 1250000, 1.250.000, Rp 1.250.000,50."""

import re
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.i18n.formats import format_number

# Three digits behind a sign are a group, since money has two decimals at most; so both languages read alike.
GROUPED: Final = re.compile(r"-?\d{1,3}([.,])\d{3}(?:\1\d{3})*(?:(?!\1)[.,]\d{1,2})?")
PLAIN: Final = re.compile(r"-?\d+(?:[.,]\d{1,2})?")


class RupiahField(forms.DecimalField):
    """A text field, because a browser's number field takes 372.000 for 372."""

    widget = forms.TextInput
    default_error_messages = {"invalid": _("Tulis jumlah rupiah dengan angka, misalnya 1.250.000.")}

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "decimal", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        return format_number(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if value in self.empty_values or isinstance(value, Decimal):
            return super().to_python(value)
        return super().to_python(self._digits(re.sub(r"(?i)^\s*rp\.?|\s", "", str(value))))

    def _digits(self, text: str) -> str:
        if grouped := GROUPED.fullmatch(text):
            text = text.replace(grouped[1], "")
        elif not PLAIN.fullmatch(text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return text.replace(",", ".")
