"""Asset labels: page that selects assets by list filters or keys, and the PDF sheet."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import STAFF, SignedInRequest, roles
from assets import labels
from assets.models import Asset
from assets.views.asset import asset_listing
from core.http.responses import pdf_response
from core.lists.listing import Listing
from core.pdf.renderer import RenderError

MAX_LISTED = 24


@roles(*STAFF)
@require_safe
def label_page(request: SignedInRequest) -> HttpResponseBase:
    """Show the selected assets and the label formats."""
    return _page(request)


@roles(*STAFF)
@require_safe
def label_sheet(request: SignedInRequest) -> HttpResponseBase:
    size = labels.LABEL_FORMATS.get(request.GET.get("size", ""))
    chosen = list(_chosen(request, asset_listing(request))[: labels.MAX_LABELS])
    if size is None or not chosen:
        return redirect(f"{reverse('assets:labels')}?{request.GET.urlencode()}")
    printed = [
        labels.Label(
            code=asset.code,
            name=asset.name,
            place=asset.location.path if asset.location else "",
            address=request.build_absolute_uri(reverse("scan", args=[asset.label_token])),
        )
        for asset in chosen
    ]
    try:
        content = labels.render_labels_pdf(printed, size)
    except RenderError as error:
        return _page(request, error=str(error))
    return pdf_response(content, f"label-{size.key}.pdf", attached="download" in request.GET)


def _page(request: SignedInRequest, *, error: str = "") -> HttpResponse:
    listing = asset_listing(request)
    assets = _chosen(request, listing)
    query_parameters = [
        (name, value)
        for name, values in request.GET.lists()
        if name not in ("size", "page")
        for value in values
    ]
    context = {
        "listing": listing,
        "total": assets.count(),
        "assets": assets[:MAX_LISTED],
        "max_listed": MAX_LISTED,
        "max_labels": labels.MAX_LABELS,
        "sizes": labels.LABEL_FORMATS.values(),
        "query_parameters": query_parameters,
        "error": error,
    }
    return render(request, "assets/labels.html", context, status=503 if error else 200)


def _chosen(request: SignedInRequest, listing: Listing[Asset]) -> QuerySet[Asset]:
    """Return the assets that match the filters of the list.

    If the URL has `asset` parameters, only assets with these primary keys are returned.
    """
    assets = listing.queryset.select_related("location")
    named = [pk for pk in request.GET.getlist("asset") if pk.isascii() and pk.isdigit() and len(pk) < 18]
    return assets.filter(pk__in=named) if request.GET.getlist("asset") else assets
