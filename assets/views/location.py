"""Locations: tree, search and form."""

from typing import cast

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from accounts.access import STAFF, SignedInRequest, roles
from assets.forms import LocationForm
from assets.models import Location
from assets.models.location import SEPARATOR, LocationQuerySet
from assets.views import EDITORS
from core.db.conflicts import retry_on_conflict
from core.lists.listing import CsvColumn, Listing, Sort

MAX_TREE_SIZE = 150
MAX_PK_DIGITS = 19


@roles(*STAFF)
@require_GET
def location_list(request: SignedInRequest) -> HttpResponseBase:
    """The tree; with `?q=` the places that match, each with where it lies; `?in=` opens one place."""
    places = Location.objects.visible_to(request.user)
    children = Location.objects.filter(parent=OuterRef("pk"))
    listing = Listing(
        places,
        request,
        search=lambda places, text: cast(LocationQuerySet, places).search(text),
        placeholder=_("Nama ruang, lantai, gedung, atau kampus"),
        sorts=[Sort("path", _("Lokasi"), ("path",))],
        csv_columns=[
            CsvColumn(_("Lokasi"), "path"),
            CsvColumn(_("Nama"), "name"),
            CsvColumn(_("Aset"), "asset_count"),
        ],
        annotate_rows=lambda rows: rows.annotate(asset_count=Count("assets"), holds_places=Exists(children)),
        filename="lokasi",
    )
    asked = request.GET.get("in", "")
    centre = get_object_or_404(places, pk=asked) if asked.isdecimal() and len(asked) < MAX_PK_DIGITS else None
    shown = listing.rows if listing.is_filtered else _tree(listing, places, centre)
    context = {
        "places": shown,
        "opened": {place.parent_id for place in shown},
        "above": -centre.depth - 1 if centre else 0,  # inside a place the indentation begins anew
        "centre": centre,
    }
    return listing.respond("assets/location_list.html", context)


def _tree(listing: Listing[Location], places: LocationQuerySet, centre: Location | None) -> list[Location]:
    """The whole tree, or two levels of it where it is long."""
    if centre:
        places = places.below(centre.path)
    if places.count() > MAX_TREE_SIZE:
        places = places.filter(Q(parent=centre) | Q(parent__parent=centre))
    # By levels and not by the written path, whose order depends on the database's alphabet.
    return sorted(listing.annotate_rows(places), key=lambda place: place.path.casefold().split(SEPARATOR))


@roles(*EDITORS)
@retry_on_conflict
def location_create(request: SignedInRequest) -> HttpResponseBase:
    parent = request.GET.get("parent", "")
    is_pk = parent.isascii() and parent.isdigit() and len(parent) < MAX_PK_DIGITS
    initial = {"parent": int(parent)} if is_pk else None
    return _form(request, LocationForm(request.POST or None, initial=initial))


@roles(*EDITORS)
@retry_on_conflict
def location_edit(request: SignedInRequest, pk: int) -> HttpResponseBase:
    place = get_object_or_404(Location.objects.visible_to(request.user), pk=pk)
    return _form(request, LocationForm(request.POST or None, instance=place), heading=place.path)


def _form(request: SignedInRequest, form: LocationForm, heading: str = "") -> HttpResponseBase:
    if request.method == "POST" and form.is_valid():
        place = form.save()
        messages.success(request, gettext("Lokasi %(path)s tersimpan.") % {"path": place.path})
        return redirect("assets:locations")
    return render(request, "assets/location_form.html", {"form": form, "heading": heading})
