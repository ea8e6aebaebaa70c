"""Error pages that say what happened, why, and what to do next."""

from collections.abc import Callable, Iterable

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _

from core.files.storage import StorageFull
from core.http.expired_session import SubmittedForm, is_same_origin, resend_page
from core.http.negotiation import wants_json

Next = Callable[[HttpRequest], HttpResponseBase]


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", {"limit": settings.MAX_UPLOAD_MB}, status=413)
    if isinstance(exception, StorageFull):
        return HttpResponse(status=507) if wants_json(request) else render(request, "507.html", status=507)
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`exception.needed` lists the roles with access, if the role of the user was the reason."""
    return render(request, "403.html", {"needed": getattr(exception, "needed", [])}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def form_address_middleware(get_response: Next) -> Next:
    """Middleware that explains status 405 when a user reloads a POST-only URL, in place of an empty page."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if response.status_code != 405 or request.method != "GET" or wants_json(request):
            return response
        page = render(request, "405.html", status=405)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    return middleware


def server_error(request: HttpRequest) -> HttpResponse:
    """Render the page without database and session, because either may have failed."""
    return render(None, "500.html", status=500)


def conflict_page(
    request: HttpRequest, *, reasons: Iterable[object] = (), locked: str = "", back: str = "/"
) -> HttpResponse:
    """Return status 409: the action is not possible now for `reasons`, or no longer possible as `locked` says.

    `reasons` are in the format of components/reasons.html; `back` is the URL of the page to return to.
    """
    context = {"reasons": list(reasons), "locked": locked, "back": back}
    return render(request, "409.html", context, status=409)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Offer the submitted form again after its CSRF token became invalid (another sign-in, deleted cookies)."""
    if request.path == resolve_url(settings.LOGIN_URL):
        messages.warning(request, _("Halaman masuk sudah terlalu lama terbuka. Silakan masuk sekali lagi."))
        return redirect(request.get_full_path())
    submitted = SubmittedForm.of(request)
    if is_same_origin(request) and submitted.fits:
        return resend_page(request, submitted, status=403)
    return render(request, "403_csrf.html", status=403)
