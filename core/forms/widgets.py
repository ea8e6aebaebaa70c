"""Form widgets for dates and numbers."""

from decimal import Decimal
from typing import Any

from django import forms


class DateInput(forms.DateInput):
    """Date picker of the browser, which requires ISO dates in every language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class FigureInput(forms.NumberInput):
    """Number input that shows decimals without trailing zeros."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"step": "any", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return f"{value.normalize():f}" if isinstance(value, Decimal) else super().format_value(value)
