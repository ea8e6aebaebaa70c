"""What stays on a device belongs to a person: a mark that gives nothing away, and whose session it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.access import SignedInRequest, anyone_signed_in
from accounts.models import User

HEADER: Final = "Siklus-Person"


def device_key(user: User) -> str:
    """The same for all devices of the person; tells neither number nor name."""
    return salted_hmac("accounts.device_sessions", str(user.pk), algorithm="sha256").hexdigest()[:32]


def device_key_context(request: HttpRequest) -> dict[str, str]:
    """Context processor: the mark of who is signed in, for the scripts of the page."""
    user = getattr(request, "user", None)
    return {"person_mark": device_key(user) if isinstance(user, User) and user.is_authenticated else ""}


class DeviceKeyMiddleware:
    """Says on every page whose it is, and refuses what a device sends for a person who is no longer signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if hasattr(request, "_cached_user") and request.user.is_authenticated:  # nobody is looked up for it
            response.headers[HEADER] = device_key(request.user)
        return response

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponseBase | None:
        meant = request.headers.get(HEADER)
        if not meant or not request.user.is_authenticated or meant == device_key(request.user):
            return None
        return JsonResponse({"other_person": True}, status=409)


@anyone_signed_in
@never_cache
@require_GET
def device(request: SignedInRequest) -> HttpResponseBase:
    """What a device asks before it sends: whose session this is, and the token for forms."""
    answer: dict[str, Any] = {"person": device_key(request.user), "token": get_token(request)}
    return JsonResponse(answer)
