"""Issuing a management report: what will be frozen, what is still missing, a draft to read, and the confirmation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, roles
from accounts.models import Role
from core.formats import periode
from maintenance import gate
from maintenance.models import Cycle, Round
from maintenance.reasons import Refused
from maintenance.sop import Move, State
from reports import issue as issuing
from reports.indicators import of_tally, success_of
from reports.models import Document, DocumentKind, Institution
from reports.renderer import RenderError
from reports.tally import Tally, by_cycle

STAFF = (Role.OPERATOR, Role.HEAD, Role.MANAGER, Role.ADMINISTRATOR)


def _cycle(request: SignedInRequest, pk: int) -> Cycle:
    cycles = Cycle.objects.visible_to(request.user).select_related("plan__contract__vendor")
    cycle: Cycle = get_object_or_404(cycles, pk=pk)
    return cycle


@roles(*STAFF)
@require_http_methods(["GET", "POST"])
def issue(request: SignedInRequest, pk: int) -> HttpResponse:
    """GET: what will be frozen, or all reasons against it. POST: issues; a cycle already finished shows its report."""
    cycle = _cycle(request, pk)
    if cycle.state == State.FINISHED:
        return redirect(get_object_or_404(Document.objects.visible_to(request.user).reports(), cycle=cycle))
    if request.method == "GET":
        refusal = gate.why_not(cycle, Move.FINISH, request.user)
        return _page(request, cycle, refusal, status=200)
    try:
        report = issuing.issue(DocumentKind.REPORT, cycle.pk, by=request.user)
    except Refused as refused:
        return _page(request, cycle, refused, status=refused.status)
    except RenderError as error:
        messages.error(request, str(error))
        return redirect("reports:issue", pk=cycle.pk)
    messages.success(request, _("Laporan %(number)s terbit dan siklus selesai.") % {"number": report.number})
    return redirect(report)


def _page(request: SignedInRequest, cycle: Cycle, refusal: Refused | None, *, status: int) -> HttpResponse:
    tally = by_cycle(Round.objects.filter(cycle=cycle)).get(cycle.pk, Tally())
    plan, institution = cycle.plan, Institution.current()
    context = {
        "cycle": cycle,
        "tally": tally,
        "indicators": of_tally(tally, period=periode(plan.starts_on, plan.ends_on), budget=plan.budget),
        "success": success_of(cycle, tally, target=institution.on_plan_target),
        "signatories": institution.signatories,
        "reasons": refusal.reasons if refusal else [],
        "unfinished": cycle.state != State.REPORTING,
    }
    return render(request, "reports/issue.html", context, status=status)
