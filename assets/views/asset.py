"""Assets: list, page with maintenance history, form."""

from typing import Any, cast

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import STAFF, SignedInRequest, roles
from assets.filters import category_filter, location_filter
from assets.forms import AssetForm, DependencyFormSet, save_asset
from assets.models import Asset, Category, Criticality, Location, Status, Warranty
from assets.models.asset import AssetQuerySet
from assets.search import ASSET_SEARCH
from assets.tables import ASSETS, HISTORY
from assets.views import EDITORS
from core.db.conflicts import retry_on_conflict
from core.lists.listing import CsvColumn, Filter, Listing, Sort

MAX_RELATED = 100
# The import recognises these headers, so that an export can be imported again.
COLUMNS = [
    CsvColumn(_("Kode aset"), "code"),
    CsvColumn(_("Nama"), "name"),
    CsvColumn(_("Kategori"), "category__name"),
    CsvColumn(_("Letak"), "location__path"),
    CsvColumn(_("Di dalam"), "within__code"),
    CsvColumn(_("Pabrikan"), "maker"),
    CsvColumn(_("Model"), "model"),
    CsvColumn(_("Nomor seri"), "serial_number"),
    CsvColumn(_("Kekritisan"), "criticality", labels=Criticality.choices),
    CsvColumn(_("Status"), "status", labels=Status.choices),
    CsvColumn(_("Akhir garansi"), "warranty_end"),
    CsvColumn(_("Unit pemilik"), "owner_unit"),
    CsvColumn(_("Catatan"), "notes"),
]
SORTS = [
    Sort("code", _("Kode"), ("code",)),
    Sort("name", _("Nama"), ("name",)),
    Sort("category", _("Kategori"), ("category__name", "code")),
    Sort("location", _("Lokasi"), ("location__path", "code")),
    Sort("criticality", _("Kekritisan"), ("criticality", "code")),
    Sort("status", _("Status"), ("status", "code")),
    Sort("warranty", _("Akhir garansi"), ("warranty_end", "code")),
]


def asset_filters() -> list[Filter]:
    """Return the filters of the asset list; takes two queries, for the categories and the locations."""
    return [
        category_filter(Category.objects.all()),
        Filter("status", _("Status"), Status.choices),
        Filter("criticality", _("Kekritisan"), Criticality.choices),
        location_filter(Location.objects.all(), apply=_at_location),
        Filter("warranty", _("Garansi"), Warranty.choices, apply=_with_warranty),
    ]


def _at_location(rows: QuerySet[Any], pk: str) -> QuerySet[Any]:
    path = Location.objects.filter(pk=pk).values_list("path", flat=True).first()
    return _assets(rows).at_location(path) if path else rows.none()


def _with_warranty(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return _assets(rows).with_warranty(value, timezone.localdate())


def _assets(rows: QuerySet[Any]) -> AssetQuerySet:
    return cast(AssetQuerySet, rows)


def asset_listing(request: SignedInRequest) -> Listing[Asset]:
    """Return the asset list with the filters of the request; the label page uses the same list."""
    return Listing(
        Asset.objects.visible_to(request.user),
        request,
        search=ASSET_SEARCH.filter,
        placeholder=_("Kode, nama, pabrikan, model, atau nomor seri"),
        filters=asset_filters(),
        sorts=SORTS,
        table=ASSETS,
        csv_columns=COLUMNS,
        filename="aset",
        page_by_key=True,
    )


@roles(*STAFF)
def asset_list(request: SignedInRequest) -> HttpResponseBase:
    return asset_listing(request).respond("assets/asset_list.html")


@roles(*STAFF)
def asset_detail(request: SignedInRequest, pk: int) -> HttpResponseBase:
    assets = Asset.objects.visible_to(request.user).select_related("category", "location", "within__within")
    asset = get_object_or_404(assets, pk=pk)
    context = {
        "asset": asset,
        "shown": MAX_RELATED,
        "contents": asset.contents.select_related("category").order_by("code")[:MAX_RELATED],
        "dependencies": asset.dependencies.select_related("depends_on").order_by("depends_on__code"),
        "dependents": asset.dependents.select_related("asset").order_by("asset__code")[:MAX_RELATED],
    }
    return _history(asset, request).respond("assets/asset_detail.html", context)


def _history(asset: Asset, request: SignedInRequest) -> Listing[Any]:
    """Return the work orders of the asset.

    Uses the reverse relation, because this app may not import the app of the work orders.
    """
    work_orders = asset.work_orders
    states = list(work_orders.model._meta.get_field("state").flatchoices)
    return Listing(
        work_orders.all(),
        request,
        annotate_rows=lambda rows: rows.select_related("round__cycle", "planned_work"),
        filters=[Filter("state", _("Keadaan"), states)],
        sorts=[Sort("due", _("Jatuh tempo"), ("-due_on",))],
        table=HISTORY,
        csv_columns=[
            CsvColumn(_("Siklus"), "round__cycle__code"),
            CsvColumn(_("Putaran"), "round__number"),
            CsvColumn(_("Pekerjaan"), "planned_work__title"),
            CsvColumn(_("Jatuh tempo"), "due_on"),
            CsvColumn(_("Dikerjakan"), "completed_on"),
            CsvColumn(_("Keadaan"), "state", labels=states),
        ],
        filename=f"riwayat-{asset.pk}",
        per_page=20,
    )


@roles(*EDITORS)
@retry_on_conflict
def asset_create(request: SignedInRequest) -> HttpResponseBase:
    return _form(request, Asset())


@roles(*EDITORS)
@retry_on_conflict
def asset_edit(request: SignedInRequest, pk: int) -> HttpResponseBase:
    assets = Asset.objects.visible_to(request.user).select_related("within")
    return _form(request, get_object_or_404(assets, pk=pk))


def _form(request: SignedInRequest, asset: Asset) -> HttpResponseBase:
    heading = str(asset) if asset.pk else ""
    form = AssetForm(request.POST or None, instance=asset)
    dependencies = DependencyFormSet(request.POST or None, instance=asset)
    # Validates both, so that the user sees all errors at once.
    if request.method == "POST" and all([form.is_valid(), dependencies.is_valid()]):
        asset = save_asset(form, dependencies)
        messages.success(request, gettext("Aset %(code)s tersimpan.") % {"code": asset.code})
        return redirect(asset)
    context = {"form": form, "dependencies": dependencies, "heading": heading, "asset": asset}
    return render(request, "assets/asset_form.html", context)
