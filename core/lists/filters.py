"""Filters and sort orders of list pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.functional import Promise

Text = str | Promise
QuerysetFilter = Callable[[QuerySet[Any], str], QuerySet[Any]]


@dataclass(frozen=True)
class Filter:
    """A menu that filters the list: by equality on the field `name`, or by the lookup or function `apply`.

    `default` is selected while the URL has no parameter `name`; an empty parameter (`?name=`) shows all rows.
    """

    name: str
    label: Text
    choices: Iterable[tuple[Any, Text]]
    apply: str | QuerysetFilter = ""
    default: str = ""

    def filter_queryset(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        if callable(self.apply):
            return self.apply(queryset, value)
        return queryset.filter(**{self.apply or self.name: value})

    def activate(self, parameter: str | None) -> ActiveFilter:
        """Return the filter with the value of its URL parameter; a value that is no choice selects nothing."""
        parameter = self.default if parameter is None else parameter
        options = [(str(value), label, str(value) == parameter) for value, label in self.choices]
        value = parameter if any(selected for _, _, selected in options) else ""
        return ActiveFilter(self.name, self.label, value, options, self)


@dataclass(frozen=True, kw_only=True)
class SuggestionFilter(Filter):
    """Filter by one of too many records for a menu: a text field with suggestions from `suggestions_url`.

    `find` returns the record that the text names, or raises ValidationError: then the list is empty and the page shows
    the error beside the field.
    """

    choices: Iterable[tuple[Any, Text]] = ()
    find: Callable[[str], Model]
    suggestions_url: Text

    def activate(self, parameter: str | None) -> ActiveFilter:
        text = (self.default if parameter is None else parameter).strip()
        value, error, filter_ = "", "", cast(Filter, self)
        if text:
            try:
                record = self.find(text)
            except ValidationError as invalid:
                value, error = text, invalid.messages[0]
                filter_ = replace(self, apply=lambda rows, _value: rows.none())
            else:
                value, text = str(record.pk), str(record)
        return ActiveFilter(
            self.name,
            self.label,
            value,
            [],
            filter_,
            text=text,
            error=error,
            suggestions_url=str(self.suggestions_url),
        )


def years(rows: QuerySet[Any], field: str) -> list[tuple[int, str]]:
    """Return the years of the date field as filter choices, newest first."""
    return [(day.year, str(day.year)) for day in rows.dates(field, "year", order="DESC")]


@dataclass(frozen=True)
class ActiveFilter:
    """A filter with its selected value; `options` are tuples of value, label and whether it is selected."""

    name: str
    label: Text
    value: str
    options: list[tuple[str, Text, bool]]
    filter: Filter
    # Used by SuggestionFilter only:
    text: str = ""
    error: str = ""
    suggestions_url: str = ""

    @property
    def is_set(self) -> bool:
        """Whether the user selected another value than the default."""
        return self.value != self.filter.default


@dataclass(frozen=True)
class Sort:
    """A sort order of a list: `?sort=key`, reversed by `?sort=-key`."""

    key: str
    label: Text
    fields: Sequence[str]

    @property
    def starts_descending(self) -> bool:
        """Whether the unreversed order is descending, for example newest first."""
        return self.fields[0].startswith("-")

    def ordering(self, descending: bool) -> list[str]:
        """Return the fields for `order_by`, with the primary key last so that pages never overlap."""
        return [*(_reversed(field) if descending else field for field in self.fields), "pk"]


def _reversed(field: str) -> str:
    return field[1:] if field.startswith("-") else f"-{field}"
