"""Responses of the finding pages, used by the staff pages and by the vendor portal."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import SignedInRequest
from accounts.models import User
from maintenance.executor_permissions import reasons_against_documenting, reasons_against_reviewing
from maintenance.findings import services as finding_services
from maintenance.findings.forms import FollowUpForm, ResolveFindingForm
from maintenance.models import Finding
from maintenance.sop import State
from maintenance.work_orders.url_namespaces import WorkUrls


def get_finding(user: User, pk: int) -> Finding:
    """Return the finding if `user` may see it. Otherwise raises `Http404`."""
    visible = Finding.objects.visible_to(user).select_related(
        "work_order__round__cycle__plan",
        "work_order__round__contract__vendor",
        "work_order__asset",
        "work_order__planned_work",
        "opened_by",
        "resolved_by",
    )
    return get_object_or_404(visible, pk=pk)


def finding_page(
    request: SignedInRequest,
    finding: Finding,
    work_urls: WorkUrls,
    *,
    follow_up_form: FollowUpForm | None = None,
    resolve_form: ResolveFindingForm | None = None,
) -> HttpResponse:
    """Render the page of a finding. Callers pass a form only if the form has errors; the status is then 422."""
    work_order = finding.work_order
    can_change = finding.is_open and work_order.round.cycle.state != State.FINISHED
    context = {
        "finding": finding,
        "work_order": work_order,
        "cycle": work_order.round.cycle,
        "work_urls": work_urls,
        "follow_ups": finding.follow_ups.select_related("by"),
        "may_follow_up": can_change and not reasons_against_documenting(work_order.round, request.user),
        "may_resolve": can_change and not reasons_against_reviewing(request.user),
        "follow_up_form": follow_up_form or FollowUpForm(),
        "resolve_form": resolve_form or ResolveFindingForm(),
    }
    status = 422 if follow_up_form or resolve_form else 200
    return render(request, "maintenance/findings/finding_detail.html", context, status=status)


def follow_up_page(request: SignedInRequest, finding: Finding, work_urls: WorkUrls) -> HttpResponse:
    """Add a follow-up and redirect to the finding. If the form has errors, show the finding with the form again."""
    form = FollowUpForm(request.POST)
    if not form.is_valid():
        return finding_page(request, finding, work_urls, follow_up_form=form)
    finding_services.add_follow_up(finding.pk, by=request.user, text=form.cleaned_data["text"])
    messages.success(request, _("Tindak lanjut dicatat."))
    return redirect(work_urls["finding"], finding.pk)
