"""Portal views: home, work orders, activities, evidence and findings of a vendor (SOP row 4).

Every record is fetched through the user, so that the work of other vendors answers 404.
"""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from accounts.access import SignedInRequest
from maintenance.activities import pages as activity_pages
from maintenance.evidence import views as evidence_views
from maintenance.findings import pages as finding_pages
from maintenance.models import Finding, WorkOrder
from maintenance.work_orders import pages as work_order_pages
from maintenance.work_orders.lists import finding_listing, state_counts, work_order_listing
from maintenance.work_orders.tables import findings_table, orders_table
from maintenance.work_orders.url_namespaces import PORTAL_URLS
from portal.access import access_has_ended, rounds_of, vendor_only
from portal.to_do import VendorToDo


@vendor_only
@require_GET
@gzip_page
def home(request: SignedInRequest) -> HttpResponse:
    """Show the work that waits for the user, returned work first; then rounds and findings."""
    return render(request, "portal/home.html", {"to_do": VendorToDo(request.user)})


@vendor_only
@require_GET
def work_orders(request: SignedInRequest) -> HttpResponseBase:
    orders = WorkOrder.objects.visible_to(request.user)
    rounds = rounds_of(request.user).order_by("-starts_on").values_list("pk", "cycle__code", "number")
    named = [(pk, _("%(code)s, putaran %(n)s") % {"code": code, "n": n}) for pk, code, n in rounds]
    listing = work_order_listing(orders, request, orders_table(PORTAL_URLS), rounds=named)
    context = {"counts": state_counts(orders), "access_has_ended": access_has_ended(request.user)}
    return listing.respond("portal/work_orders.html", context)


@vendor_only
@require_GET
def findings(request: SignedInRequest) -> HttpResponseBase:
    visible = Finding.objects.visible_to(request.user)
    return finding_listing(visible, request, findings_table(PORTAL_URLS)).respond(
        "maintenance/work/findings.html", {"access_has_ended": access_has_ended(request.user)}
    )


@vendor_only
@require_GET
@gzip_page
def work_order(request: SignedInRequest, pk: int) -> HttpResponse:
    return work_order_pages.work_order_page(request, work_order_pages.order(request.user, pk), PORTAL_URLS)


@vendor_only
@require_http_methods(["GET", "POST"])
@gzip_page
def activity_create(request: SignedInRequest, pk: int) -> HttpResponse:
    return activity_pages.activity_form_page(
        request, work_order_pages.order_to_document(request.user, pk), PORTAL_URLS
    )


@vendor_only
@require_http_methods(["GET", "POST"])
@gzip_page
def activity_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    order, activity = work_order_pages.order_with_activity(request.user, pk)
    return activity_pages.activity_form_page(request, order, PORTAL_URLS, activity)


@vendor_only
@require_POST
def hold_evidence(request: SignedInRequest, pk: int) -> HttpResponse:
    return activity_pages.hold_evidence_page(request, work_order_pages.order(request.user, pk))


@vendor_only
@require_POST
def hand_in(request: SignedInRequest, pk: int) -> HttpResponse:
    return work_order_pages.hand_in_page(request, work_order_pages.order(request.user, pk), PORTAL_URLS)


@vendor_only
@require_safe
def evidence(request: SignedInRequest, pk: int) -> HttpResponseBase:
    return evidence_views.evidence_response(request, pk)


@vendor_only
@require_safe
def thumbnail(request: SignedInRequest, pk: int) -> HttpResponseBase:
    return evidence_views.thumbnail_response(request, pk)


@vendor_only
@require_GET
def finding(request: SignedInRequest, pk: int) -> HttpResponse:
    return finding_pages.finding_page(request, finding_pages.finding(request.user, pk), PORTAL_URLS)


@vendor_only
@require_POST
def finding_follow_up(request: SignedInRequest, pk: int) -> HttpResponse:
    return finding_pages.follow_up_page(request, finding_pages.finding(request.user, pk), PORTAL_URLS)
