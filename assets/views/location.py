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
    """Show the location tree.

    `?q=` lists the matching locations. `?in=` shows only the part of the tree below one location.
    """
    locations = Location.objects.visible_to(request.user)
    children = Location.objects.filter(parent=OuterRef("pk"))
    listing = Listing(
        locations,
        request,
        search=lambda locations, text: cast(LocationQuerySet, locations).search(text),
        placeholder=_("Nama ruang, lantai, gedung, atau kampus"),
        sorts=[Sort("path", _("Lokasi"), ("path",))],
        csv_columns=[
            CsvColumn(_("Lokasi"), "path"),
            CsvColumn(_("Nama"), "name"),
            CsvColumn(_("Aset"), "asset_count"),
        ],
        annotate_rows=lambda rows: rows.annotate(asset_count=Count("assets"), has_children=Exists(children)),
        filename="lokasi",
    )
    opened = _opened_location(request, locations)
    shown = listing.rows if listing.is_filtered else _tree(listing, locations, opened)
    context = {
        "locations": shown,
        "expanded": {location.parent_id for location in shown},
        "depth_offset": -opened.depth - 1 if opened else 0,  # indentation starts at the opened location
        "opened": opened,
    }
    return listing.respond("assets/location_list.html", context)


def _opened_location(request: SignedInRequest, locations: LocationQuerySet) -> Location | None:
    pk = request.GET.get("in", "")
    return get_object_or_404(locations, pk=pk) if pk.isdecimal() and len(pk) < MAX_PK_DIGITS else None


def _tree(listing: Listing[Location], locations: LocationQuerySet, opened: Location | None) -> list[Location]:
    """Return the location tree, or the part below `opened`.

    Returns only two levels if there are more than MAX_TREE_SIZE locations.
    """
    if opened:
        locations = locations.below(opened.path)
    if locations.count() > MAX_TREE_SIZE:
        locations = locations.filter(Q(parent=opened) | Q(parent__parent=opened))
    # Sorts by levels in Python, because the order of paths depends on the collation of the database.
    return sorted(
        listing.annotate_rows(locations), key=lambda location: location.path.casefold().split(SEPARATOR)
    )


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
    location = get_object_or_404(Location.objects.visible_to(request.user), pk=pk)
    return _form(request, LocationForm(request.POST or None, instance=location), heading=location.path)


def _form(request: SignedInRequest, form: LocationForm, heading: str = "") -> HttpResponseBase:
    if request.method == "POST" and form.is_valid():
        location = form.save()
        messages.success(request, gettext("Lokasi %(path)s tersimpan.") % {"path": location.path})
        return redirect("assets:locations")
    return render(request, "assets/location_form.html", {"form": form, "heading": heading})
