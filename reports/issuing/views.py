"""Issuing a management report: what will be frozen, what is still missing, a draft to read, and the confirmation."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import STAFF, SignedInRequest, roles
from core.i18n.formats import format_period
from indicators.indicators import of_tally
from indicators.sop_indicator import success_of
from indicators.statistics import Tally, by_cycle
from maintenance import gate
from maintenance.models import Cycle, Round
from maintenance.reasons import Refused
from maintenance.sop import Move, State
from organization.models import Institution
from reports.issuing.requests import IssueRequest
from reports.jobs import ask_issue
from reports.jobs.progress import of_output
from reports.jobs.views import say_whose
from reports.models import Document, DocumentKind, Job


def _cycle(request: SignedInRequest, pk: int) -> Cycle:
    """`is_in_making` where there is anything to say of it; asked for along with it, for a page must ask little."""
    cycles = Cycle.objects.visible_to(request.user).select_related("plan__contract__vendor")
    orders = Job.objects.visible_to(request.user).of(DocumentKind.REPORT, OuterRef("pk"))
    cycle: Cycle = get_object_or_404(cycles.annotate(is_in_making=Exists(orders)), pk=pk)
    return cycle


@roles(*STAFF)
@require_http_methods(["GET", "POST"])
def issue(request: SignedInRequest, pk: int) -> HttpResponse:
    """GET: what will be frozen, or all reasons against it. POST: has it issued; a finished cycle shows its report."""
    cycle = _cycle(request, pk)
    if cycle.state == State.FINISHED:
        return redirect(get_object_or_404(Document.objects.visible_to(request.user).reports(), cycle=cycle))
    if request.method == "GET":
        refusal = gate.why_not(cycle, Move.FINISH, request.user)
        return _page(request, cycle, refusal, status=200)
    try:
        say_whose(request, ask_issue(IssueRequest(DocumentKind.REPORT, cycle.pk, request.user)))
    except Refused as refused:
        return _page(request, cycle, refused, status=refused.status)
    return redirect("reports:issue", pk=cycle.pk)


def _page(request: SignedInRequest, cycle: Cycle, refusal: Refused | None, *, status: int) -> HttpResponse:
    tally = by_cycle(Round.objects.filter(cycle=cycle)).get(cycle.pk, Tally())
    plan, institution = cycle.plan, Institution.current()
    wish = IssueRequest(DocumentKind.REPORT, cycle.pk, request.user)
    making = of_output(wish) if getattr(cycle, "is_in_making", True) else []
    context = {
        "cycle": cycle,
        "tally": tally,
        "indicators": of_tally(tally, period=format_period(plan.starts_on, plan.ends_on), budget=plan.budget),
        "success": success_of(cycle, tally, target=institution.on_plan_target),
        "signatories": institution.signatories,
        "reasons": refusal.reasons if refusal else [],
        "making": making,
        "is_being_issued": any(each.is_issue and each.order.is_open for each in making),
        "unfinished": cycle.state != State.REPORTING,
    }
    return render(request, "reports/issue.html", context, status=status)
