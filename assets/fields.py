"""Form fields that choose an asset, a location or a category."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cached_property
from typing import Any, ClassVar, Final, TypeVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.boundfield import BoundField
from django.forms.models import ModelChoiceIterator
from django.urls import reverse_lazy
from django.utils.functional import Promise

from assets.lookup import find_asset, find_category, find_location
from assets.models import Asset, Category, Location

M = TypeVar("M", bound=Model)

MAX_MENU_OPTIONS: Final = 50


class SuggestionInput(forms.TextInput):
    """Text input with suggestions, which `js/suggestions.js` fetches from `url` while the user types.

    Without JavaScript the user types the whole text.
    """

    def __init__(self, url: str | Promise, *, placeholder: str = "") -> None:
        attrs = {"class": "form-control", "autocomplete": "off", "data-suggestions": url}
        super().__init__(attrs | ({"placeholder": placeholder} if placeholder else {}))


class MenuOptions(ModelChoiceIterator):  # type: ignore[type-arg]
    """Options of the menu of a `SuggestionField`; reads keys and labels only instead of whole records."""

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        if self.field.empty_label is not None:
            yield "", str(self.field.empty_label)
        yield from cast("SuggestionField[Any]", self.field).options


class SuggestionField(forms.ModelChoiceField[M]):
    """Form field that chooses one record, from a menu or from suggestions.

    For at most MAX_MENU_OPTIONS records the field is a menu. For more records the field is a text field with
    suggestions.

    The menu submits the primary key, and the text field submits the label. With `accept_pk`, the text field also
    accepts a primary key, for forms that are filled from a bookmarked URL.
    """

    widget: Any = forms.Select
    iterator = MenuOptions
    label_field: ClassVar[str]
    suggestions_url: ClassVar[Promise]
    find: ClassVar[Callable[..., Any]]

    def __init__(self, *args: Any, accept_pk: bool = False, **kwargs: Any) -> None:
        self.accept_pk = accept_pk
        super().__init__(*args, **kwargs)

    @cached_property
    def options(self) -> list[tuple[Any, str]]:
        """Primary key and label of the first MAX_MENU_OPTIONS + 1 records.

        The extra record shows that there are too many records for a menu.
        """
        assert self.queryset is not None
        return list(self.queryset.values_list("pk", self.label_field)[: MAX_MENU_OPTIONS + 1])

    @property
    def is_menu(self) -> bool:
        return len(self.options) <= MAX_MENU_OPTIONS

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> BoundField:
        if not self.is_menu:
            widget = SuggestionInput(self.suggestions_url, placeholder=str(self.empty_label or ""))
            widget.is_required = self.required
            self.widget = widget
        return super().get_bound_field(form, field_name)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) and self.accept_pk and value.isdigit() and not self.is_menu:
            with suppress(ValidationError):
                value = self.to_python(value)
        if self.is_menu or value is None or isinstance(value, str):
            return super().prepare_value(value)
        if isinstance(value, Model):
            return getattr(value, self.label_field)
        assert self.queryset is not None
        return self.queryset.filter(pk=value).values_list(self.label_field, flat=True).first()

    def to_python(self, value: Any) -> M | None:
        if self.is_menu or isinstance(value, Model) or value in self.empty_values:
            return super().to_python(value)
        if not str(value).strip():
            return None
        record: M = type(self).find(str(value), accept_pk=self.accept_pk)
        return record


class LocationField(SuggestionField[Location]):
    """Form field that chooses a location by path."""

    label_field = "path"
    suggestions_url = reverse_lazy("assets:location_suggestions")
    find = staticmethod(find_location)


class CategoryField(SuggestionField[Category]):
    """Form field that chooses a category by name or code."""

    label_field = "name"
    suggestions_url = reverse_lazy("assets:category_suggestions")
    find = staticmethod(find_category)


class AssetField(forms.ModelChoiceField[Asset]):
    """Form field that chooses an asset by code."""

    def __init__(self, **options: Any) -> None:
        widget = SuggestionInput(reverse_lazy("assets:asset_suggestions"))
        super().__init__(Asset.objects.all(), to_field_name="code", widget=widget, **options)

    def to_python(self, value: Any) -> Asset | None:
        text = str(value or "").strip()
        return find_asset(text) if text else None
