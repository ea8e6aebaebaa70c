"""Form widgets that several rooms use."""

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from html import escape
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString


class DateInput(forms.DateInput):
    """The browser's own date picker; it wants ISO dates whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class FigureInput(forms.NumberInput):
    """A number as a person writes it: no zeros behind the last figure that counts."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"step": "any", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return f"{value.normalize():f}" if isinstance(value, Decimal) else super().format_value(value)


class SearchableSelect(forms.Select):
    """A menu of hundreds of choices, without groups: Django would load two templates for each of them."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Iterable[Any] = ()) -> None:
        super().__init__({"class": "form-select", **(attrs or {})}, choices)

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        chosen = set(self.format_value(value))
        keys = (("" if key is None else str(key), label) for key, label in self.choices)
        options = option_tags((key, label, key in chosen) for key, label in keys)
        final = self.build_attrs(self.attrs, attrs)
        return format_html('<select name="{}"{}>{}</select>', name, flatatt(final), options)


def option_tags(options: Iterable[tuple[str, object, bool]]) -> SafeString:
    """Value, label and whether it is chosen, as HTML; a template loop would take its time with each."""
    return _option_tags(tuple([(value, str(label), chosen) for value, label, chosen in options]))


@lru_cache(maxsize=64)
def _option_tags(options: tuple[tuple[str, str, bool], ...]) -> SafeString:
    """The same menu of hundreds of places stands on page after page."""
    tags = [
        f'<option value="{escape(value)}"{" selected" if chosen else ""}>{escape(label)}</option>'
        for value, label, chosen in options
    ]
    return SafeString("".join(tags))
