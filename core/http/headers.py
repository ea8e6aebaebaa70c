"""Response headers that no installed library sets."""

from collections.abc import Callable
from typing import Final

from csp.constants import NONE, SELF
from django.http import HttpRequest, HttpResponseBase

Next = Callable[[HttpRequest], HttpResponseBase]
NO_STORE: Final = "private, no-store"  # for content of one user; no cache may store it
# The camera is allowed for our own pages, because phones take evidence photos.
POLICY = "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


def permissions_policy_middleware(get_response: Next) -> Next:
    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers["Permissions-Policy"] = POLICY
        return response

    return middleware


def allow_frames(response: HttpResponseBase) -> None:
    """Allow the page to show our own files in a frame."""
    response._csp_update = {"frame-src": [SELF]}  # type: ignore[attr-defined]


def allow_being_framed(response: HttpResponseBase) -> None:
    """Allow our own pages to show the file in a frame, where it cannot load or run anything."""
    response._csp_config = {"default-src": [NONE], "frame-ancestors": [SELF]}  # type: ignore[attr-defined]
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
