"""The tree of places."""

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext

from accounts.access import SignedInRequest, roles
from assets.forms import LocationForm
from assets.models import Location
from assets.models.location import SEPARATOR
from assets.views import EDITORS, STAFF

MOST_SHOWN = 150
LONGEST_KEY = 19


@roles(*STAFF)
def location_list(request: SignedInRequest) -> HttpResponseBase:
    """The whole tree, or two levels of it where it is long; `?in=` opens what lies inside one place."""
    places = Location.objects.visible_to(request.user)
    asked = request.GET.get("in", "")
    centre = get_object_or_404(places, pk=asked) if asked.isdecimal() and len(asked) < LONGEST_KEY else None
    if centre:
        places = places.inside(centre.path)
    if places.count() > MOST_SHOWN:
        places = places.filter(Q(parent=centre) | Q(parent__parent=centre))
    children = Location.objects.filter(parent=OuterRef("pk"))
    rows = places.annotate(asset_count=Count("assets"), holds_places=Exists(children))
    # By levels and not by the written path, whose order depends on the database's alphabet.
    tree = sorted(rows, key=lambda place: place.path.casefold().split(SEPARATOR))
    context = {
        "places": tree,
        "opened": {place.parent_id for place in tree},
        "above": -centre.depth - 1 if centre else 0,  # inside a place the indentation begins anew
        "centre": centre,
    }
    return render(request, "assets/location_list.html", context)


@roles(*EDITORS)
def location_create(request: SignedInRequest) -> HttpResponseBase:
    parent = request.GET.get("parent", "")
    initial = {"parent": parent} if parent.isdecimal() else None
    return _form(request, LocationForm(request.POST or None, initial=initial))


@roles(*EDITORS)
def location_edit(request: SignedInRequest, pk: int) -> HttpResponseBase:
    place = get_object_or_404(Location.objects.visible_to(request.user), pk=pk)
    return _form(request, LocationForm(request.POST or None, instance=place), heading=place.path)


def _form(request: SignedInRequest, form: LocationForm, heading: str = "") -> HttpResponseBase:
    if request.method == "POST" and form.is_valid():
        place = form.save()
        messages.success(request, gettext("Lokasi %(path)s tersimpan.") % {"path": place.path})
        return redirect("assets:locations")
    return render(request, "assets/location_form.html", {"form": form, "heading": heading})
