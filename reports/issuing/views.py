"""Pages where documents are issued: the page of one SOP document, and the page that ends a cycle with its report."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import STAFF, SignedInRequest, anyone_signed_in, roles
from core.i18n.formats import format_period
from indicators.counts import Statistics, statistics_by_cycle
from indicators.indicators import indicators_of
from indicators.sop_indicator import sop_indicator_of
from maintenance import gate
from maintenance.models import Cycle, Round
from maintenance.reasons import Refused
from maintenance.sop import Move, State
from organization.models import Institution
from reports.forms import CorrectionForm
from reports.issuing.requests import IssueRequest, find_issue_refusal
from reports.jobs import request_issue
from reports.jobs.progress import jobs_of_document
from reports.jobs.views import get_issue_request, warn_if_joined
from reports.models import Document, DocumentKind, Job
from reports.models.document_kind import ISSUER_ROLES
from reports.types.registry import NoSuchDocument

# One SOP document


@anyone_signed_in
@require_GET
def document_page(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """Show one SOP document: its editions, its drafts, and the issue form or the reasons why it cannot be issued."""
    return _document_page(request, get_issue_request(request, kind, pk))


@roles(*ISSUER_ROLES)
@require_POST
def issue_document(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """Request the issue of the first edition, or with a correction reason the edition that replaces the current one."""
    form = CorrectionForm(request.POST)
    form.fields["correction"].required = "correction" in request.POST
    if not form.is_valid():
        return _document_page(request, get_issue_request(request, kind, pk), form, status=422)
    issue_request = get_issue_request(request, kind, pk, form.cleaned_data["correction"])
    try:
        warn_if_joined(request, request_issue(issue_request))
    except NoSuchDocument as error:
        raise Http404 from error
    except Refused as refused:
        messages.error(request, " ".join(str(reason) for reason in refused.reasons))
    return redirect(issue_request.url)


def _document_page(
    request: SignedInRequest,
    issue_request: IssueRequest,
    form: CorrectionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    try:
        heading = issue_request.collect_heading()
    except NoSuchDocument as error:
        raise Http404 from error
    if (
        issue_request.kind == DocumentKind.REPORT
        and Cycle.objects.get(pk=issue_request.pk).state != State.FINISHED
    ):
        return redirect(
            "reports:issue_report", issue_request.pk
        )  # that page explains that issuing ends the cycle
    documents = Document.objects.visible_to(request.user).for_subject(issue_request.kind, issue_request.pk)
    editions = list(
        documents.select_related("issued_by", "replaced_by")
        .defer("snapshot", "replaced_by__snapshot")
        .order_by("-edition")
    )
    current = next((each for each in editions if not each.is_replaced), None)
    may_issue = request.user.role in ISSUER_ROLES
    jobs = jobs_of_document(issue_request, current)
    context = {
        "kind": issue_request.kind,
        "pk": issue_request.pk,
        "heading": heading,
        "current": current,
        "editions": editions,
        "refusal": find_issue_refusal(issue_request, heading) if may_issue and not current else None,
        "is_settled": heading.dated is not None,
        "may_issue": may_issue,
        "jobs": jobs,
        "is_being_issued": any(each.is_issue and each.job.is_open for each in jobs),
        "form": (form or CorrectionForm()) if current and may_issue else None,
    }
    return render(request, "reports/issuing/document_page.html", context, status=status)


# The management report, which finishes its cycle


@roles(*STAFF)
@require_http_methods(["GET", "POST"])
def issue_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """GET: preview the report, or show all reasons against issuing. POST: request the issue.

    A finished cycle redirects to its issued report.
    """
    cycle = _get_cycle(request, pk)
    if cycle.state == State.FINISHED:
        return redirect(get_object_or_404(Document.objects.visible_to(request.user).reports(), cycle=cycle))
    if request.method == "GET":
        refusal = gate.find_refusal(cycle, Move.FINISH, request.user)
        return _report_page(request, cycle, refusal, status=200)
    try:
        warn_if_joined(request, request_issue(IssueRequest(DocumentKind.REPORT, cycle.pk, request.user)))
    except Refused as refused:
        return _report_page(request, cycle, refused, status=refused.status)
    return redirect("reports:issue_report", pk=cycle.pk)


def _get_cycle(request: SignedInRequest, pk: int) -> Cycle:
    """Return the cycle, annotated with `has_jobs` so that the page can skip the job query when there are none."""
    cycles = Cycle.objects.visible_to(request.user).select_related("plan__contract__vendor")
    jobs = Job.objects.visible_to(request.user).for_subject(DocumentKind.REPORT, OuterRef("pk"))
    cycle: Cycle = get_object_or_404(cycles.annotate(has_jobs=Exists(jobs)), pk=pk)
    return cycle


def _report_page(
    request: SignedInRequest, cycle: Cycle, refusal: Refused | None, *, status: int
) -> HttpResponse:
    statistics = statistics_by_cycle(Round.objects.filter(cycle=cycle)).get(cycle.pk, Statistics())
    plan, institution = cycle.plan, Institution.current()
    issue_request = IssueRequest(DocumentKind.REPORT, cycle.pk, request.user)
    jobs = jobs_of_document(issue_request) if getattr(cycle, "has_jobs", True) else []
    context = {
        "cycle": cycle,
        "statistics": statistics,
        "indicators": indicators_of(
            statistics, period=format_period(plan.starts_on, plan.ends_on), budget=plan.budget
        ),
        "sop_indicator": sop_indicator_of(cycle, statistics, target=institution.on_plan_target),
        "signatories": institution.signatories,
        "reasons": refusal.reasons if refusal else [],
        "jobs": jobs,
        "is_being_issued": any(each.is_issue and each.job.is_open for each in jobs),
        "unfinished": cycle.state != State.REPORTING,
    }
    return render(request, "reports/issuing/issue_report.html", context, status=status)
