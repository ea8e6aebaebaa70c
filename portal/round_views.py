"""Portal views of a round: overview, documentation, concluded evaluation and handover (SOP rows 4 and 6)."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import SignedInRequest
from maintenance import gate
from maintenance.models import Finding, Round, WorkOrder, WorkOrderState
from maintenance.reasons import NotYet, Reason
from maintenance.reviews import services as review_services
from maintenance.sop import Move
from maintenance.work_order_state import CLOSED_STATES
from maintenance.work_orders.lists import state_counts
from maintenance.work_orders.shared_views import printed_work_order_context
from maintenance.work_orders.url_namespaces import PORTAL_URLS
from portal.access import round_of, vendor_only
from portal.step_rail import steps


@vendor_only
@require_GET
@gzip_page
def round_page(request: SignedInRequest, pk: int) -> HttpResponse:
    round_ = round_of(request.user, pk)
    work_orders = WorkOrder.objects.filter(round=round_)
    evaluation = getattr(round_, "evaluation", None)
    context = {
        "round": round_,
        "cycle": round_.cycle,
        "steps": steps(round_),
        "concluded_at": evaluation.concluded_at if evaluation else None,
        "work_orders_url": f"{reverse('portal:work_orders')}?round={round_.pk}",
        "counts": state_counts(work_orders),
        "waiting": review_services.review_wait(work_orders),
        "summary": _summary(round_),
        "late": work_orders.overdue(timezone.localdate()).count(),
        "in_work": round_.completed_at is None,
        "reasons": _handover_blockers(request, round_),
    }
    return render(request, "portal/round.html", context)


@vendor_only
@require_GET
def documentation(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a printable page with everything that was done in the round, the output of SOP row 4."""
    round_ = round_of(request.user, pk)
    work_orders = WorkOrder.objects.filter(round=round_).with_documentation()
    pages = [
        printed_work_order_context(work_order) for work_order in work_orders.order_by("due_on", "sequence")
    ]
    context = {"round": round_, "cycle": round_.cycle, "pages": pages, "work_urls": PORTAL_URLS}
    return render(request, "portal/documentation.html", context)


@vendor_only
@require_GET
def evaluation(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the evaluation of the round, the output of SOP row 6.

    Responds with 404 until the evaluation is concluded.
    """
    round_ = round_of(request.user, pk)
    found = getattr(round_, "evaluation", None)
    if found is None or not found.is_concluded:
        raise Http404
    context = {
        "round": round_,
        "cycle": round_.cycle,
        "steps": steps(round_),
        "evaluation": found,
        "results": found.results.select_related("criterion"),
    }
    return render(request, "portal/evaluation.html", context)


@vendor_only
@require_http_methods(["GET", "POST"])
def handover(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand over a round, so that the cycle moves from SOP row 4 to row 6.

    GET shows a summary of the round, or the reasons that block the handover. POST performs the handover.
    """
    round_ = round_of(request.user, pk)
    if round_.completed_at is not None and request.method == "GET":
        messages.info(request, _("Putaran ini sudah diserahterimakan."))
        return redirect("portal:round", round_.pk)
    reasons = _handover_blockers(request, round_)
    if request.method == "POST" and not reasons:
        try:
            gate.perform(round_.cycle_id, Move.COMPLETE_VENDOR_WORK, by=request.user)
        except NotYet as not_yet:
            reasons = list(not_yet.reasons)
        else:
            text = _("Pekerjaan putaran %(number)s diserahterimakan.")
            messages.success(request, text % {"number": round_.number})
            return redirect("portal:round", round_.pk)
    context = {"round": round_, "cycle": round_.cycle, "reasons": reasons, "summary": _summary(round_)}
    status = 409 if reasons and request.method == "POST" else 200
    return render(request, "portal/handover.html", context, status=status)


def _handover_blockers(request: SignedInRequest, round_: Round) -> list[Reason]:
    """Return the reasons that block the handover of `round_`; the list is empty if the handover is possible.

    This function itself checks for a completed round, because the gate checks only the open round of the cycle.
    """
    if round_.completed_at is not None:
        return [Reason("handed_over", _("Putaran ini sudah diserahterimakan."))]
    refusal = gate.find_refusal(round_.cycle, Move.COMPLETE_VENDOR_WORK, request.user)
    return list(refusal.reasons) if refusal else []


def _summary(round_: Round) -> dict[str, int]:
    """Count the work orders and findings of the round, in two queries."""
    counted = WorkOrder.objects.filter(round=round_).aggregate(
        total=Count("pk"),
        closed=Count("pk", filter=Q(state__in=CLOSED_STATES)),
        accepted=Count("pk", filter=Q(state=WorkOrderState.ACCEPTED)),
        not_done=Count("pk", filter=Q(state=WorkOrderState.NOT_DONE)),
    )
    findings = Finding.objects.filter(work_order__round=round_)
    return counted | findings.aggregate(
        findings=Count("pk"), open_findings=Count("pk", filter=Q(resolved_at__isnull=True))
    )
