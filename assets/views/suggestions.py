"""JSON suggestions for the text fields that choose an asset, a location or a category (`js/suggestions.js`)."""

from collections.abc import Iterable

from django.http import JsonResponse
from django.views.decorators.http import require_safe

from accounts.access import STAFF, SignedInRequest, roles
from assets.models import Asset, Category, Location

MAX_SUGGESTIONS = 12


@roles(*STAFF)
@require_safe
def asset_suggestions(request: SignedInRequest) -> JsonResponse:
    assets = Asset.objects.visible_to(request.user).search(_text(request)).order_by("code")
    rows = assets.values_list("code", "name")[:MAX_SUGGESTIONS] if _text(request) else ()
    return _response((code, f"{code} {name}") for code, name in rows)


@roles(*STAFF)
@require_safe
def location_suggestions(request: SignedInRequest) -> JsonResponse:
    locations = Location.objects.visible_to(request.user).search(_text(request)).order_by("path")
    paths = locations.values_list("path", flat=True)[:MAX_SUGGESTIONS] if _text(request) else ()
    return _response((path, path) for path in paths)


@roles(*STAFF)
@require_safe
def category_suggestions(request: SignedInRequest) -> JsonResponse:
    categories = Category.objects.visible_to(request.user).search(_text(request)).order_by("name")
    rows = categories.values_list("name", "code")[:MAX_SUGGESTIONS] if _text(request) else ()
    return _response((name, f"{name} ({code})") for name, code in rows)


def _text(request: SignedInRequest) -> str:
    return request.GET.get("q", "").replace("\0", "").strip()


def _response(suggestions: Iterable[tuple[str, str]]) -> JsonResponse:
    return JsonResponse({"suggestions": [{"value": value, "label": label} for value, label in suggestions]})
