"""Settings pages of the institution: the form and the stored logo.

The settings overview is in `reports.settings_views`, because it also shows document numbers.
"""

from __future__ import annotations

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import SignedInRequest, roles
from accounts.models import Role
from core.db.conflicts import retry_on_conflict
from core.files.storage import StorageFull
from organization import logos
from organization.forms import InstitutionForm
from organization.models import Institution


@roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
@retry_on_conflict
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
    return render(request, "organization/institution_form.html", {"form": form}, status=status)


@roles(Role.ADMINISTRATOR)
@require_GET
def logo(request: SignedInRequest) -> HttpResponseBase:
    name = Institution.current().logo
    if not name or not default_storage.exists(name):
        raise Http404
    response = FileResponse(default_storage.open(name), content_type=logos.content_type(name))
    response.headers["Cache-Control"] = "private, no-store"
    return response
