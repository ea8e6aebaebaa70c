"""Findings as Seksi Operasional sees them: the list over all cycles, one finding, following it up, closing it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import STAFF, SignedInRequest, roles
from accounts.models import Role
from maintenance.findings import pages
from maintenance.findings import services as verbs
from maintenance.models import Cycle, Finding
from maintenance.work_orders.forms import CloseFindingForm
from maintenance.work_orders.lists import finding_listing
from maintenance.work_orders.tables import findings_table
from maintenance.work_orders.url_namespaces import STAFF_URLS

OPERATIONAL = (Role.OPERATOR, Role.HEAD)


@roles(*STAFF)
@require_GET
def findings(request: SignedInRequest) -> HttpResponseBase:
    cycles = list(Cycle.objects.visible_to(request.user).values_list("pk", "code"))
    visible = Finding.objects.visible_to(request.user)
    listing = finding_listing(visible, request, findings_table(STAFF_URLS), cycles)
    return listing.respond("maintenance/work/findings.html")


@roles(*STAFF)
@require_GET
def finding(request: SignedInRequest, pk: int) -> HttpResponse:
    return pages.finding_page(request, pages.finding(request.user, pk), STAFF_URLS)


@roles(*OPERATIONAL)
@require_POST
def follow_up(request: SignedInRequest, pk: int) -> HttpResponse:
    return pages.follow_up_page(request, pages.finding(request.user, pk), STAFF_URLS)


@roles(*OPERATIONAL)
@require_POST
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    found = pages.finding(request.user, pk)
    form = CloseFindingForm(request.POST)
    if not form.is_valid():
        return pages.finding_page(request, found, STAFF_URLS, close_form=form)
    verbs.close(found.pk, by=request.user, note=form.cleaned_data["note"])
    messages.success(request, _("Temuan ditutup."))
    return redirect(found)
