"""Selection of assets for a plan or planned work.

The user selects single rows of a list with search and filters, or all rows that match.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assets.filters import category_filter, location_filter
from assets.models import Asset, Category, Criticality, Location
from assets.search import ASSET_SEARCH
from core.lists.listing import Filter, Listing, Sort
from plans.models import Plan, PlannedWork
from plans.tables import asset_selection_table

MAX_SELECTED = 1000


def asset_selection_listing(
    request: HttpRequest, owner: Plan | PlannedWork, candidates: QuerySet[Asset], *, may_change: bool = True
) -> Listing[Asset]:
    """Return the list of candidate assets; the annotation `chosen` says whether `owner` already has the asset."""
    assets: Any = owner.assets
    through, field = assets.through, assets.source_field_name
    mine = through.objects.filter(**{field: owner, "asset": OuterRef("pk")})
    return Listing(
        candidates.annotate(chosen=Exists(mine)),
        request,
        search=ASSET_SEARCH.filter,
        placeholder=_("Kode, nama, pabrikan, model, atau nomor seri"),
        filters=_filters(),
        sorts=[
            Sort("code", _("Kode"), ("code",)),
            Sort("name", _("Nama"), ("name", "code")),
            Sort("category", _("Kategori"), ("category__name", "code")),
            Sort("location", _("Lokasi"), ("location__path", "code")),
        ],
        table=asset_selection_table(may_change=may_change),
        page_by_key=True,
    )


def _filters() -> list[Filter]:
    """Return the list filters; takes two queries, for the categories and the locations that have assets."""
    locations = Location.objects.filter(Exists(Asset.objects.filter(location=OuterRef("pk"))))
    categories = Category.objects.filter(Exists(Asset.objects.filter(category=OuterRef("pk"))))
    return [
        Filter("chosen", _("Pilihan"), [("True", _("Sudah dipilih")), ("False", _("Belum dipilih"))]),
        category_filter(categories),
        location_filter(locations),
        Filter("criticality", _("Kekritisan"), Criticality.choices),
    ]


def selected_assets(data: QueryDict, listing: Listing[Asset]) -> QuerySet[Asset]:
    """Return the assets that the user checked, or all assets that match the filters if "all" was pressed."""
    if "all" in data:
        return listing.queryset
    pks = [
        int(pk)
        for pk in data.getlist("asset")[:MAX_SELECTED]
        if pk.isascii() and pk.isdigit() and len(pk) < 19
    ]
    return listing.queryset.filter(pk__in=pks)


def report_selection(request: HttpRequest, n: int, text: str) -> None:
    """Add `text` as a success message about `n` assets, or a warning with instructions if `n` is 0."""
    if n:
        messages.success(request, text % {"n": n})
    else:
        nothing = gettext("Tidak ada yang berubah. Centang asetnya dahulu, atau pilih semua yang tampil.")
        messages.warning(request, nothing)
