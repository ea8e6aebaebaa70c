"""Response headers that no library of ours sets."""

from collections.abc import Callable
from typing import Final

from csp.constants import NONE, SELF
from django.http import HttpRequest, HttpResponseBase

Next = Callable[[HttpRequest], HttpResponseBase]
NO_STORE: Final = "private, no-store"  # for what is one person's: nobody on the way keeps it
# The camera stays allowed for our own pages: a phone takes the evidence photograph.
POLICY = "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


def permissions_policy_middleware(get_response: Next) -> Next:
    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers["Permissions-Policy"] = POLICY
        return response

    return middleware


def allow_frames(response: HttpResponseBase) -> None:
    """This page shows files of our own in a frame."""
    response._csp_update = {"frame-src": [SELF]}  # type: ignore[attr-defined]


def allow_being_framed(response: HttpResponseBase) -> None:
    """This file may stand in a frame of our own pages, and does nothing but be shown."""
    response._csp_config = {"default-src": [NONE], "frame-ancestors": [SELF]}  # type: ignore[attr-defined]
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
