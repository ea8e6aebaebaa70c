"""Pages for what went wrong: what happened, why, and what to do now."""

from collections.abc import Callable, Iterable

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _

from core.files.storage import StorageFull
from core.http.expired_session import SubmittedForm, came_from_here, resend_page
from core.http.negotiation import wants_json

Next = Callable[[HttpRequest], HttpResponseBase]


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", {"limit": settings.MAX_UPLOAD_MB}, status=413)
    if isinstance(exception, StorageFull):
        return HttpResponse(status=507) if wants_json(request) else render(request, "507.html", status=507)
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`exception.needed` lists the roles that may, when the refusal came from the role of the person."""
    return render(request, "403.html", {"needed": getattr(exception, "needed", [])}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def form_address_middleware(get_response: Next) -> Next:
    """405: whoever reloads the address of a form that was sent would see an empty page."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if response.status_code != 405 or request.method != "GET" or wants_json(request):
            return response
        page = render(request, "405.html", status=405)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    return middleware


def server_error(request: HttpRequest) -> HttpResponse:
    """Asks neither the database nor the session, either of which may be what failed."""
    return render(None, "500.html", status=500)


def conflict(
    request: HttpRequest, *, reasons: Iterable[object] = (), locked: str = "", back: str = "/"
) -> HttpResponse:
    """409: not possible now, for `reasons` as components/reasons.html takes them; or never again, as `locked` says.

    `back` is where to look again.
    """
    context = {"reasons": list(reasons), "locked": locked, "back": back}
    return render(request, "409.html", context, status=409)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Offer the submitted form again after its CSRF token became invalid (another sign-in, deleted cookies)."""
    if request.path == resolve_url(settings.LOGIN_URL):
        messages.warning(request, _("Halaman masuk sudah terlalu lama terbuka. Silakan masuk sekali lagi."))
        return redirect(request.get_full_path())
    submitted = SubmittedForm.of(request)
    if came_from_here(request) and submitted.fits:
        return resend_page(request, submitted, status=403)
    return render(request, "403_csrf.html", status=403)
