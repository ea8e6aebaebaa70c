"""The vendor's door: the own open work, its documentation, and handing a round over (row 4).

Everything is fetched through the person, so that another vendor's work does not exist here.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import SignedInRequest, roles
from accounts.models import Role
from maintenance import evidence_views, finding_pages, gate, work_pages
from maintenance.doors import PORTAL_DOOR
from maintenance.models import Round, WorkOrder
from maintenance.reasons import NotYet
from maintenance.sop import Move, State
from maintenance.work_lists import state_counts, work_order_listing

vendor_only = roles(Role.VENDOR)


@vendor_only
@require_GET
def home(request: SignedInRequest) -> HttpResponseBase:
    """The rounds that the vendor works on, and their work orders."""
    rounds = (
        Round.objects.visible_to(request.user)
        .filter(cycle__state=State.VENDOR_WORK, closed_at__isnull=True)
        .select_related("cycle__plan", "contract__vendor")
    )
    orders = WorkOrder.objects.visible_to(request.user).filter(round__in=rounds)
    listing = work_order_listing(orders, request)
    context = {"rounds": list(rounds), "counts": state_counts(orders), "door": PORTAL_DOOR}
    return listing.respond("portal/home.html", context)


@vendor_only
@require_GET
def work_order(request: SignedInRequest, pk: int) -> HttpResponse:
    return work_pages.work_order_page(request, work_pages.order(request.user, pk), PORTAL_DOOR)


@vendor_only
@require_http_methods(["GET", "POST"])
def activity_create(request: SignedInRequest, pk: int) -> HttpResponse:
    return work_pages.activity_form_page(request, work_pages.order(request.user, pk), PORTAL_DOOR)


@vendor_only
@require_http_methods(["GET", "POST"])
def activity_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    order, activity = work_pages.order_with_activity(request.user, pk)
    return work_pages.activity_form_page(request, order, PORTAL_DOOR, activity)


@vendor_only
@require_POST
def hand_in(request: SignedInRequest, pk: int) -> HttpResponse:
    return work_pages.hand_in_page(request, work_pages.order(request.user, pk), PORTAL_DOOR)


@vendor_only
@require_GET
def evidence(request: SignedInRequest, pk: int) -> HttpResponseBase:
    return evidence_views.evidence_response(request, pk)


@vendor_only
@require_GET
def thumbnail(request: SignedInRequest, pk: int) -> HttpResponseBase:
    return evidence_views.thumbnail_response(request, pk)


@vendor_only
@require_GET
def finding(request: SignedInRequest, pk: int) -> HttpResponse:
    return finding_pages.finding_page(request, finding_pages.finding(request.user, pk), PORTAL_DOOR)


@vendor_only
@require_POST
def finding_follow_up(request: SignedInRequest, pk: int) -> HttpResponse:
    return finding_pages.follow_up_page(request, finding_pages.finding(request.user, pk), PORTAL_DOOR)


@vendor_only
@require_http_methods(["GET", "POST"])
def handover(request: SignedInRequest, pk: int) -> HttpResponse:
    """Row 4 -> 6: GET says what it means or what is missing, POST hands over."""
    rounds = Round.objects.visible_to(request.user).select_related("cycle__plan", "contract__vendor")
    round_ = get_object_or_404(rounds, pk=pk, closed_at__isnull=True)
    refusal = gate.why_not(round_.cycle, Move.COMPLETE_VENDOR_WORK, request.user)
    if request.method == "POST":
        try:
            gate.perform(round_.cycle_id, Move.COMPLETE_VENDOR_WORK, by=request.user)
        except NotYet as not_yet:
            refusal = not_yet
        else:
            text = _("Pekerjaan putaran %(number)s diserahterimakan.")
            messages.success(request, text % {"number": round_.number})
            return redirect("portal:home")
    context = {"round": round_, "cycle": round_.cycle, "reasons": refusal.reasons if refusal else []}
    status = 409 if refusal and request.method == "POST" else 200
    return render(request, "portal/handover.html", context, status=status)
