"""Enforces the second factor: users of the required roles must set one up before they see other pages."""

from collections.abc import Callable
from typing import Any, Final

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.models import User

EXEMPT_URL_NAMES: Final = frozenset(
    {
        "mfa_activate_totp",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_reauthenticate",
        "account_reauthenticate",
        "account_logout",
        "account_login",
        "set_language",
        "healthz",
        "service_worker",
        "manifest",
        "offline",
    }
)


def must_set_up(user: Any) -> bool:
    """Return whether the user's role requires a second factor that the user has not set up."""
    required = settings.MFA_REQUIRED_ROLES  # checked first, because reading the user is a query
    return bool(required) and isinstance(user, User) and user.role in required and not is_mfa_enabled(user)


class SecondFactorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponseBase | None:
        """Redirect GET requests to the set-up page; answer others with 403, so that no script mistakes it for data."""
        match = request.resolver_match
        if (match and match.view_name in EXEMPT_URL_NAMES) or not must_set_up(request.user):
            return None
        if request.method in ("GET", "HEAD"):
            text = _(
                "Peran Anda mewajibkan autentikasi dua langkah. Halaman lain terbuka setelah diaktifkan."
            )
            messages.warning(request, text)
            return redirect("mfa_activate_totp")
        return render(request, "mfa/required.html", status=403)
