"""The tree of places."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext

from accounts.access import SignedInRequest, roles
from assets.forms import LocationForm
from assets.models import Location
from assets.models.location import SEPARATOR
from assets.views import EDITORS, STAFF


@roles(*STAFF)
def location_list(request: SignedInRequest) -> HttpResponseBase:
    places = Location.objects.visible_to(request.user).annotate(asset_count=Count("assets"))
    # By levels and not by the written path, whose order depends on the database's alphabet.
    tree = sorted(places, key=lambda place: place.path.casefold().split(SEPARATOR))
    return render(request, "assets/location_list.html", {"places": tree})


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
