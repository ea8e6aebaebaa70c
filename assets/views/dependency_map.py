"""Dependency map page: filtered by location or category, or drawn around one asset."""

from functools import cached_property
from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from accounts.access import STAFF, SignedInRequest, roles
from assets.dependency_map import (
    DependencyEdge,
    DependencyKeys,
    assets_around,
    dependencies_among,
    draw_category_map,
    draw_dependency_map,
    read_dependencies,
    with_direct_neighbours,
)
from assets.fields import AssetField, CategoryField, LocationField
from assets.models import Asset, Category, Location
from core.charts.graph import MAX_NODES

DEFAULT_STEPS = 2
MAX_STEPS = 4
MAX_LISTED = 200


class DependencyMapForm(forms.Form):
    location = LocationField(
        Location.objects.all(),
        label=_("Lokasi"),
        required=False,
        empty_label=_("Semua"),
        widget=forms.Select({"class": "form-select"}),
        accept_pk=True,
    )
    category = CategoryField(
        Category.objects.all(),
        label=_("Kategori"),
        required=False,
        empty_label=_("Semua"),
        widget=forms.Select({"class": "form-select"}),
        accept_pk=True,
    )
    around = AssetField(label=_("Di sekitar aset"), required=False)
    steps = forms.TypedChoiceField(
        label=_("Sejauh (langkah)"),
        choices=[(n, n) for n in range(1, MAX_STEPS + 1)],
        coerce=int,
        widget=forms.Select({"class": "form-select"}),
        required=False,
    )


@roles(*STAFF)
def dependency_map_page(request: SignedInRequest) -> HttpResponseBase:
    return render(request, "assets/dependency_map.html", {"map": DependencyMapPage(request)})


class DependencyMapPage:
    """Assets and dependencies that the map page shows for the filters of the request."""

    most = MAX_NODES

    def __init__(self, request: SignedInRequest) -> None:
        self.user, self.params = request.user, request.GET or {"steps": DEFAULT_STEPS}

    @cached_property
    def form(self) -> DependencyMapForm:
        return DependencyMapForm(self.params)

    @cached_property
    def filters(self) -> dict[str, Any]:
        return self.form.cleaned_data if self.form.is_valid() else {}

    @property
    def centre(self) -> Asset | None:
        return self.filters.get("around")

    @property
    def is_narrowed(self) -> bool:
        return any(self.filters.get(name) for name in ("location", "category", "around"))

    @cached_property
    def dependency_keys(self) -> list[DependencyKeys]:
        return read_dependencies()

    @cached_property
    def pks(self) -> set[int]:
        """Primary keys of the assets on the map."""
        if self.centre:
            return assets_around(self.centre, self.filters["steps"] or DEFAULT_STEPS, self.dependency_keys)
        location, category = self.filters.get("location"), self.filters.get("category")
        if not location and not category:
            return with_direct_neighbours(None, self.dependency_keys)
        selected = Asset.objects.visible_to(self.user).order_by()
        selected = selected.at_location(location.path) if location else selected
        selected = selected.filter(category=category) if category else selected
        return with_direct_neighbours(selected.values_list("pk", flat=True), self.dependency_keys)

    @property
    def count(self) -> int:
        return len(self.pks)

    @property
    def is_by_category(self) -> bool:
        return self.count > self.most

    @cached_property
    def assets(self) -> list[Asset]:
        return list(Asset.objects.filter(pk__in=self.pks).select_related("category"))

    @cached_property
    def _dependencies(self) -> list[DependencyEdge]:
        return dependencies_among(self.assets)

    @property
    def dependencies(self) -> list[DependencyEdge]:
        """Dependencies for the list below the picture, at most MAX_LISTED."""
        return [] if self.is_by_category else self._dependencies[:MAX_LISTED]

    @cached_property
    def svg(self) -> str:
        if self.is_by_category:
            return draw_category_map(self.pks, self.dependency_keys)
        return draw_dependency_map(self.assets, self._dependencies, links=True) if self.assets else ""
