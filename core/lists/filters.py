"""What a person may ask of a list: a filter that narrows it, an order to see it in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.functional import Promise

Words = str | Promise
Narrow = Callable[[QuerySet[Any], str], QuerySet[Any]]


@dataclass(frozen=True)
class Filter:
    """A choice that narrows the list; by equality on `name` unless `apply` gives a lookup or a function.

    It stands at `initially` until the address says something else, be it nothing: `?name=` shows all.
    """

    name: str
    label: Words
    choices: Iterable[tuple[Any, Words]]
    apply: str | Narrow = ""
    initially: str = ""

    def narrow(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        if callable(self.apply):
            return self.apply(queryset, value)
        return queryset.filter(**{self.apply or self.name: value})

    def read(self, asked: str | None) -> ActiveFilter:
        """With the value that the address asks for, when there is such a choice."""
        asked = self.initially if asked is None else asked
        options = [(str(value), label, str(value) == asked) for value, label in self.choices]
        value = asked if any(chosen for _, _, chosen in options) else ""
        return ActiveFilter(self.name, self.label, value, options, self)


@dataclass(frozen=True, kw_only=True)
class SuggestionFilter(Filter):
    """Filter by one of too many records for a menu: a text field with suggestions from `suggestions_url`.

    `find` returns the record that the text names, or raises ValidationError: then the list is empty and the error
    stands beside the field.
    """

    choices: Iterable[tuple[Any, Words]] = ()
    find: Callable[[str], Model]
    suggestions_url: Words

    def read(self, asked: str | None) -> ActiveFilter:
        text = (self.initially if asked is None else asked).strip()
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
    """The years that the dates `field` lie in, to choose from: the newest first."""
    return [(day.year, str(day.year)) for day in rows.dates(field, "year", order="DESC")]


@dataclass(frozen=True)
class ActiveFilter:
    name: str
    label: Words
    value: str
    options: list[tuple[str, Words, bool]]
    filter: Filter
    # Only of a text field with suggestions:
    text: str = ""
    error: str = ""
    suggestions_url: str = ""

    @property
    def is_set(self) -> bool:
        """Whether somebody has chosen something else than what stands there at first."""
        return self.value != self.filter.initially


@dataclass(frozen=True)
class Sort:
    """An order that a person may choose, by `?sort=key`, reversed by `?sort=-key`."""

    key: str
    label: Words
    fields: Sequence[str]

    @property
    def falls(self) -> bool:
        """Whether it begins with the greatest, as what is newest does."""
        return self.fields[0].startswith("-")

    def ordering(self, descending: bool) -> list[str]:
        """The key makes the order total, so that pages never overlap."""
        return [*(_reversed(field) if descending else field for field in self.fields), "pk"]


def _reversed(field: str) -> str:
    return field[1:] if field.startswith("-") else f"-{field}"
