"""Portal views: home, work orders, activities, evidence and findings of a vendor (SOP row 4).

Every view selects only records that the user may see. The URL of a record of another vendor responds with 404.
"""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from accounts.access import SignedInRequest
from core.db.conflicts import retry_on_conflict
from maintenance.activities.shared_views import activity_form_page
from maintenance.evidence.shared_views import evidence_response, thumbnail_response, upload_evidence_response
from maintenance.findings.lists import finding_listing
from maintenance.findings.shared_views import finding_page, follow_up_page, get_finding
from maintenance.findings.tables import findings_table
from maintenance.models import Finding, WorkOrder
from maintenance.work_orders.lists import state_counts, work_order_listing
from maintenance.work_orders.shared_views import (
    get_work_order,
    get_work_order_and_activity,
    get_work_order_for_new_activity,
    hand_in_page,
    work_order_page,
)
from maintenance.work_orders.tables import work_orders_table
from maintenance.work_orders.url_namespaces import PORTAL_URLS
from portal.access import access_has_ended, rounds_of, vendor_only
from portal.to_do import VendorToDo


@vendor_only
@require_GET
@gzip_page
def home(request: SignedInRequest) -> HttpResponse:
    """Show the to-do list of the user: work orders, open rounds and open findings.

    Work orders that the reviewer sent back come first.
    """
    return render(request, "portal/home.html", {"to_do": VendorToDo(request.user)})


@vendor_only
@require_GET
def work_orders(request: SignedInRequest) -> HttpResponseBase:
    work_orders = WorkOrder.objects.visible_to(request.user)
    rounds = rounds_of(request.user).order_by("-starts_on").values_list("pk", "cycle__code", "number")
    named = [(pk, _("%(code)s, putaran %(n)s") % {"code": code, "n": n}) for pk, code, n in rounds]
    listing = work_order_listing(work_orders, request, work_orders_table(PORTAL_URLS), rounds=named)
    context = {"counts": state_counts(work_orders), "access_has_ended": access_has_ended(request.user)}
    return listing.respond("portal/work_orders.html", context)


@vendor_only
@require_GET
def findings(request: SignedInRequest) -> HttpResponseBase:
    visible = Finding.objects.visible_to(request.user)
    return finding_listing(visible, request, findings_table(PORTAL_URLS)).respond(
        "maintenance/findings/finding_list.html", {"access_has_ended": access_has_ended(request.user)}
    )


@vendor_only
@require_GET
@gzip_page
def work_order(request: SignedInRequest, pk: int) -> HttpResponse:
    return work_order_page(request, get_work_order(request.user, pk), PORTAL_URLS)


@vendor_only
@require_http_methods(["GET", "POST"])
@gzip_page
@retry_on_conflict
def activity_create(request: SignedInRequest, pk: int) -> HttpResponse:
    return activity_form_page(request, get_work_order_for_new_activity(request.user, pk), PORTAL_URLS)


@vendor_only
@require_http_methods(["GET", "POST"])
@gzip_page
@retry_on_conflict
def activity_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    work_order, activity = get_work_order_and_activity(request.user, pk)
    return activity_form_page(request, work_order, PORTAL_URLS, activity)


@vendor_only
@require_POST
def upload_evidence(request: SignedInRequest, pk: int) -> HttpResponse:
    return upload_evidence_response(request, get_work_order(request.user, pk))


@vendor_only
@require_POST
def hand_in(request: SignedInRequest, pk: int) -> HttpResponse:
    return hand_in_page(request, get_work_order(request.user, pk), PORTAL_URLS)


@vendor_only
@require_safe
def evidence(request: SignedInRequest, pk: int) -> HttpResponseBase:
    return evidence_response(request, pk)


@vendor_only
@require_safe
def thumbnail(request: SignedInRequest, pk: int) -> HttpResponseBase:
    return thumbnail_response(request, pk)


@vendor_only
@require_GET
def finding(request: SignedInRequest, pk: int) -> HttpResponse:
    return finding_page(request, get_finding(request.user, pk), PORTAL_URLS)


@vendor_only
@require_POST
def finding_follow_up(request: SignedInRequest, pk: int) -> HttpResponse:
    return follow_up_page(request, get_finding(request.user, pk), PORTAL_URLS)
