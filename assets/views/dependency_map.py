"""The dependency map on a page: narrowed by place or category, or drawn around one asset."""

from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from accounts.access import STAFF, SignedInRequest, roles
from assets.fields import AssetField, PlaceField
from assets.mapping import around, category_map, dependencies_among, draw, with_neighbours
from assets.models import Asset, Category, Location
from core.graph import MOST_NODES
from core.widgets import LongSelect

DEFAULT_STEPS = 2
FARTHEST = 4
LISTED = 200


class MapForm(forms.Form):
    location = PlaceField(Location.objects.all(), label=_("Lokasi"), required=False, empty_label=_("Semua"))
    category = forms.ModelChoiceField(
        Category.objects.all(), label=_("Kategori"), required=False, empty_label=_("Semua"), widget=LongSelect
    )
    around = AssetField(label=_("Di sekitar aset"), required=False)
    steps = forms.TypedChoiceField(
        label=_("Sejauh (langkah)"),
        choices=[(n, n) for n in range(1, FARTHEST + 1)],
        coerce=int,
        widget=LongSelect,
        required=False,
    )


@roles(*STAFF)
def dependency_map_page(request: SignedInRequest) -> HttpResponseBase:
    form = MapForm(request.GET or {"steps": DEFAULT_STEPS})
    wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    pks = _wanted_assets(request, wanted)
    context = {
        "form": form,
        "centre": wanted.get("around"),
        "count": len(pks),
        "is_narrowed": any(wanted.get(name) for name in ("location", "category", "around")),
        **(_by_category(pks) if len(pks) > MOST_NODES else _by_asset(pks)),
    }
    return render(request, "assets/map.html", context)


def _wanted_assets(request: SignedInRequest, wanted: dict[str, Any]) -> set[int]:
    if centre := wanted.get("around"):
        return around(centre, wanted["steps"] or DEFAULT_STEPS)
    chosen = Asset.objects.visible_to(request.user).order_by()
    if place := wanted.get("location"):
        chosen = chosen.at(place.path)
    if category := wanted.get("category"):
        chosen = chosen.filter(category=category)
    if not wanted.get("location") and not wanted.get("category"):
        return with_neighbours(None)
    return with_neighbours(chosen.values_list("pk", flat=True).iterator())


def _by_category(pks: set[int]) -> dict[str, Any]:
    return {"svg": category_map(pks), "is_by_category": True, "most": MOST_NODES}


def _by_asset(pks: set[int]) -> dict[str, Any]:
    assets = list(Asset.objects.filter(pk__in=pks).select_related("category"))
    dependencies = dependencies_among(assets)
    return {
        "svg": draw(assets, dependencies, links=True) if assets else "",
        "dependencies": dependencies[:LISTED],
    }
