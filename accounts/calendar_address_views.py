"""Views that create, renew and revoke the private calendar address of the signed-in user."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.access import SignedInRequest, anyone_signed_in
from accounts.models import CalendarAddress


@anyone_signed_in
@require_POST
@never_cache
def renew(request: SignedInRequest) -> HttpResponseBase:
    """Show the new address once. There is no redirect, because the secret is not stored and cannot be shown again."""
    token = CalendarAddress.objects.renew(request.user)
    address = settings.SITE_URL + reverse("calendar_feed", args=[token])
    return render(request, "accounts/calendar_address.html", {"address": address})


@anyone_signed_in
@require_POST
def revoke(request: SignedInRequest) -> HttpResponseBase:
    CalendarAddress.objects.revoke(request.user)
    messages.success(
        request, _("Alamat kalender dicabut. Aplikasi yang memakainya tidak menerima tanggal lagi.")
    )
    return redirect("profile")
