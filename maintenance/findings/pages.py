"""The page of a finding as both doors show it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import SignedInRequest
from accounts.models import User
from maintenance.executor_permissions import why_not_document, why_not_review
from maintenance.findings import services as finding_services
from maintenance.models import Finding
from maintenance.sop import State
from maintenance.work_orders.forms import CloseFindingForm, FollowUpForm
from maintenance.work_orders.url_namespaces import WorkUrls


def finding(user: User, pk: int) -> Finding:
    """The finding, reached through the person; a stranger gets 404."""
    found = Finding.objects.visible_to(user).select_related(
        "work_order__round__cycle__plan",
        "work_order__round__contract__vendor",
        "work_order__asset",
        "work_order__planned_work",
        "opened_by",
        "closed_by",
    )
    return get_object_or_404(found, pk=pk)


def finding_page(
    request: SignedInRequest,
    found: Finding,
    door: WorkUrls,
    *,
    follow_up_form: FollowUpForm | None = None,
    close_form: CloseFindingForm | None = None,
) -> HttpResponse:
    """A form that is handed over has errors."""
    order = found.work_order
    unfinished = found.is_open and order.round.cycle.state != State.FINISHED
    context = {
        "finding": found,
        "order": order,
        "cycle": order.round.cycle,
        "door": door,
        "follow_ups": found.follow_ups.select_related("by"),
        "may_follow_up": unfinished and not why_not_document(order.round, request.user),
        "may_close": unfinished and not why_not_review(request.user),
        "follow_up_form": follow_up_form or FollowUpForm(),
        "close_form": close_form or CloseFindingForm(),
    }
    status = 422 if follow_up_form or close_form else 200
    return render(request, "maintenance/work/finding.html", context, status=status)


def follow_up_page(request: SignedInRequest, found: Finding, door: WorkUrls) -> HttpResponse:
    form = FollowUpForm(request.POST)
    if not form.is_valid():
        return finding_page(request, found, door, follow_up_form=form)
    finding_services.follow_up(found.pk, by=request.user, text=form.cleaned_data["text"])
    messages.success(request, _("Tindak lanjut dicatat."))
    return redirect(door["finding"], found.pk)
