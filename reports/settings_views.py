"""The administrator's settings: what documents say of the institution, who signs them, and their numbers."""

from __future__ import annotations

from django.conf import settings as installation
from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import SignedInRequest, roles
from accounts.models import Role, User
from core.files.storage import StorageFull
from organization import logos
from organization.models import Institution
from reports.models import DocumentKind
from reports.models.numbering import ROMAN_MONTHS, number
from reports.models.signature import normalize_nip
from reports.settings_forms import InstitutionForm, NumbersForm


@roles(Role.ADMINISTRATOR)
@require_GET
def overview(request: SignedInRequest) -> HttpResponse:
    """What is set, and what is still missing before documents can be issued and signed."""
    institution, day = Institution.current(), timezone.localdate()
    people = User.objects.filter(is_active=True).exclude(role=Role.VENDOR).exclude(nip="")
    accounts = {normalize_nip(user.nip): user for user in people}
    context = {
        "institution": institution,
        "signatories": [(each, accounts.get(normalize_nip(each.nip))) for each in institution.signatories],
        "numbers": [(kind.label, number(kind, 1, day)) for kind in DocumentKind],
        "certificate": installation.SIGNING_CERTIFICATE,
    }
    return render(request, "reports/settings/overview.html", context)


@roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def institution(request: SignedInRequest) -> HttpResponse:
    form = InstitutionForm(request.POST or None, request.FILES or None, instance=Institution.current())
    if request.method == "POST" and form.is_valid():
        try:
            form.save()
        except StorageFull as error:
            form.add_error("logo_file", error)
        else:
            messages.success(request, _("Tersimpan. Dokumen yang terbit mulai sekarang memakainya."))
            return redirect("reports:settings")
    status = 422 if form.errors else 200
    return render(request, "reports/settings/institution.html", {"form": form}, status=status)


@roles(Role.ADMINISTRATOR)
@require_GET
def logo(request: SignedInRequest) -> HttpResponseBase:
    name = Institution.current().logo
    if not name or not default_storage.exists(name):
        raise Http404
    response = FileResponse(default_storage.open(name), content_type=logos.content_type(name))
    response.headers["Cache-Control"] = "private, no-store"
    return response


@roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def numbers(request: SignedInRequest) -> HttpResponse:
    form = NumbersForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Pola nomor tersimpan. Nomor yang sudah terbit tidak berubah."))
        return redirect("reports:settings")
    day = timezone.localdate()
    context = {"form": form, "day": day, "roman_month": ROMAN_MONTHS[day.month - 1]}
    return render(request, "reports/settings/numbers.html", context, status=422 if form.errors else 200)
