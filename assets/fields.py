"""Form fields of the register: an asset by its code, of which ten thousand fit no menu; a place from a long one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from assets.models import Asset, Location
from core.http.validation import remove_nul

SUGGESTIONS = 3


class PathIterator(ModelChoiceIterator):  # type: ignore[type-arg]
    """Yields key and path of each location; fetching whole records would cost more for hundreds of options."""

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        if self.field.empty_label is not None:
            yield "", str(self.field.empty_label)
        yield from self.queryset.values_list("pk", "path")


class LocationField(forms.ModelChoiceField[Location]):
    """Location field whose options are fetched as key and path only."""

    iterator = PathIterator


class AssetInput(forms.TextInput):
    """A plain text field; `js/asset-picker.js` offers assets that match what is typed."""

    def __init__(self) -> None:
        super().__init__(
            attrs={
                "class": "form-control",
                "autocomplete": "off",
                "data-choices": reverse_lazy("assets:choices"),
            }
        )


class AssetField(forms.ModelChoiceField[Asset]):
    widget = AssetInput

    def __init__(self, **options: Any) -> None:
        super().__init__(Asset.objects.all(), to_field_name="code", **options)

    def to_python(self, value: Any) -> Asset | None:
        code = remove_nul(str(value or "")).strip()
        if not code:
            return None
        try:
            return Asset.objects.with_code(code).get()
        except (Asset.DoesNotExist, ValueError):
            raise ValidationError(self._sentence(code), code="unknown") from None

    def _sentence(self, code: str) -> str:
        similar = ", ".join(Asset.objects.search(code).values_list("code", flat=True)[:SUGGESTIONS])
        sentence = _("Tidak ada aset dengan kode “%(code)s”.") % {"code": code}
        return (
            f"{sentence} {_('Mungkin maksud Anda: %(codes)s.') % {'codes': similar}}"
            if similar
            else str(sentence)
        )
