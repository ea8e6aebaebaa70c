"""Settings pages for documents: the overview of all settings, and the number template of each document kind."""

from __future__ import annotations

from django.conf import settings as django_settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import SignedInRequest, roles
from accounts.models import Role, User
from core.db.conflicts import retry_on_conflict
from organization.models import Institution
from reports.models import DocumentKind
from reports.models.number_template import ROMAN_MONTHS, build_number
from reports.models.signature import normalize_nip
from reports.settings_forms import NumberTemplatesForm


@roles(Role.ADMINISTRATOR)
@require_GET
def overview(request: SignedInRequest) -> HttpResponse:
    """Show the institution, its signatories with their accounts, the certificate and an example of each number."""
    institution, today = Institution.current(), timezone.localdate()
    users = User.objects.filter(is_active=True).exclude(role=Role.VENDOR).exclude(nip="")
    accounts = {normalize_nip(user.nip): user for user in users}
    context = {
        "institution": institution,
        "signatories": [(each, accounts.get(normalize_nip(each.nip))) for each in institution.signatories],
        "numbers": [(kind.label, build_number(kind, 1, today)) for kind in DocumentKind],
        "certificate": django_settings.SIGNING_CERTIFICATE,
    }
    return render(request, "reports/settings/overview.html", context)


@roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
@retry_on_conflict
def number_templates(request: SignedInRequest) -> HttpResponse:
    form = NumberTemplatesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Pola nomor tersimpan. Nomor yang sudah terbit tidak berubah."))
        return redirect("reports:settings")
    today = timezone.localdate()
    context = {"form": form, "day": today, "roman_month": ROMAN_MONTHS[today.month - 1]}
    status = 422 if form.errors else 200
    return render(request, "reports/settings/number_templates.html", context, status=status)
