"""Staff pages of findings: list of the findings of all cycles, page of one finding, add a follow-up, resolve."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import STAFF, SignedInRequest, roles
from accounts.models import Role
from maintenance.findings.forms import ResolveFindingForm
from maintenance.findings.lists import finding_listing
from maintenance.findings.services import resolve_finding
from maintenance.findings.shared_views import finding_page, follow_up_page, get_finding
from maintenance.findings.tables import findings_table
from maintenance.models import Cycle, Finding
from maintenance.work_orders.url_namespaces import STAFF_URLS


@roles(*STAFF)
@require_GET
def findings(request: SignedInRequest) -> HttpResponseBase:
    cycles = list(Cycle.objects.visible_to(request.user).values_list("pk", "code"))
    visible = Finding.objects.visible_to(request.user)
    listing = finding_listing(visible, request, findings_table(STAFF_URLS), cycles)
    return listing.respond("maintenance/findings/finding_list.html")


@roles(*STAFF)
@require_GET
def finding(request: SignedInRequest, pk: int) -> HttpResponse:
    return finding_page(request, get_finding(request.user, pk), STAFF_URLS)


@roles(Role.OPERATOR, Role.HEAD)
@require_POST
def follow_up(request: SignedInRequest, pk: int) -> HttpResponse:
    return follow_up_page(request, get_finding(request.user, pk), STAFF_URLS)


@roles(Role.OPERATOR, Role.HEAD)
@require_POST
def resolve(request: SignedInRequest, pk: int) -> HttpResponse:
    finding = get_finding(request.user, pk)
    form = ResolveFindingForm(request.POST)
    if not form.is_valid():
        return finding_page(request, finding, STAFF_URLS, resolve_form=form)
    resolve_finding(finding.pk, by=request.user, note=form.cleaned_data["note"])
    messages.success(request, _("Temuan ditutup."))
    return redirect(finding)
