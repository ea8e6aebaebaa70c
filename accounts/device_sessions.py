"""Device keys: drafts stored on a device belong to one user, identified by a key that reveals nothing."""

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
    """Return the key of a user: the same on all devices, without the user's id or name."""
    return salted_hmac("accounts.device_sessions", str(user.pk), algorithm="sha256").hexdigest()[:32]


def device_key_context(request: HttpRequest) -> dict[str, str]:
    """Context processor: `device_key` of the signed-in user for the scripts of the page, or an empty string."""
    user = getattr(request, "user", None)
    return {"device_key": device_key(user) if isinstance(user, User) and user.is_authenticated else ""}


class DeviceKeyMiddleware:
    """Names the signed-in user in a response header, and refuses requests that a device sends for another user."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if hasattr(request, "_cached_user") and request.user.is_authenticated:  # adds no query
            response.headers[HEADER] = device_key(request.user)
        return response

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponseBase | None:
        expected = request.headers.get(HEADER)
        if not expected or not request.user.is_authenticated or expected == device_key(request.user):
            return None
        return JsonResponse({"other_person": True}, status=409)


@anyone_signed_in
@never_cache
@require_GET
def device(request: SignedInRequest) -> HttpResponseBase:
    """Return the device key of the session's user and a CSRF token; a device asks for them before it sends drafts."""
    answer: dict[str, Any] = {"person": device_key(request.user), "token": get_token(request)}
    return JsonResponse(answer)
