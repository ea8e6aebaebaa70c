"""List filters by category and by location.

For at most MAX_MENU_OPTIONS records a filter is a menu. For more records it is a text field with suggestions.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from assets.fields import MAX_MENU_OPTIONS
from assets.lookup import find_category, find_location
from assets.models import Category, Location
from core.lists.filters import Filter, QuerysetFilter, SuggestionFilter


def category_filter(categories: QuerySet[Category]) -> Filter:
    """Return a list filter in which the user chooses one of `categories`. Reads the categories in one query."""
    options: list[tuple[Any, Any]] = list(categories.values_list("pk", "name")[: MAX_MENU_OPTIONS + 1])
    if len(options) <= MAX_MENU_OPTIONS:
        return Filter("category", _("Kategori"), options)
    return SuggestionFilter(
        name="category",
        label=_("Kategori"),
        find=partial(find_category, accept_pk=True),
        suggestions_url=reverse_lazy("assets:category_suggestions"),
    )


def location_filter(locations: QuerySet[Location], apply: str | QuerysetFilter = "") -> Filter:
    """Return a list filter in which the user chooses one of `locations`. Reads the locations in one query.

    `apply` gets the primary key of the chosen location as text.
    """
    options: list[tuple[Any, Any]] = list(locations.values_list("pk", "path")[: MAX_MENU_OPTIONS + 1])
    if len(options) <= MAX_MENU_OPTIONS:
        return Filter("location", _("Lokasi"), options, apply=apply)
    return SuggestionFilter(
        name="location",
        label=_("Lokasi"),
        apply=apply,
        find=partial(find_location, accept_pk=True),
        suggestions_url=reverse_lazy("assets:location_suggestions"),
    )
