"""Findings: the list over all cycles, one finding with its follow-up, closing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import SignedInRequest, roles
from accounts.models import Role
from maintenance import findings as verbs
from maintenance.doors import STAFF_DOOR
from maintenance.models import Cycle, Finding
from maintenance.sop import State
from maintenance.work_forms import CloseFindingForm, FollowUpForm
from maintenance.work_lists import finding_listing
from maintenance.workers import why_not_review

STAFF = (Role.OPERATOR, Role.HEAD, Role.MANAGER, Role.ADMINISTRATOR)
OPERATIONAL = (Role.OPERATOR, Role.HEAD)


@roles(*STAFF)
@require_GET
def findings(request: SignedInRequest) -> HttpResponseBase:
    cycles = list(Cycle.objects.visible_to(request.user).values_list("pk", "code"))
    listing = finding_listing(Finding.objects.visible_to(request.user), request, cycles)
    return listing.respond("maintenance/work/findings.html", {"door": STAFF_DOOR})


@roles(*STAFF)
@require_GET
def finding(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, _finding(request, pk))


@roles(*OPERATIONAL)
@require_POST
def follow_up(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _finding(request, pk)
    form = FollowUpForm(request.POST)
    if not form.is_valid():
        return _page(request, found, follow_up_form=form, status=422)
    verbs.follow_up(found.pk, by=request.user, text=form.cleaned_data["text"])
    messages.success(request, _("Tindak lanjut dicatat."))
    return redirect(found)


@roles(*OPERATIONAL)
@require_POST
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _finding(request, pk)
    form = CloseFindingForm(request.POST)
    if not form.is_valid():
        return _page(request, found, close_form=form, status=422)
    verbs.close(found.pk, by=request.user, note=form.cleaned_data["note"])
    messages.success(request, _("Temuan ditutup."))
    return redirect(found)


def _finding(request: SignedInRequest, pk: int) -> Finding:
    found = Finding.objects.visible_to(request.user).select_related(
        "work_order__round__cycle__plan",
        "work_order__round__contract__vendor",
        "work_order__asset",
        "work_order__planned_work",
        "opened_by",
        "closed_by",
    )
    return get_object_or_404(found, pk=pk)


def _page(
    request: SignedInRequest,
    found: Finding,
    *,
    follow_up_form: FollowUpForm | None = None,
    close_form: CloseFindingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    cycle = found.work_order.round.cycle
    unfinished = found.is_open and cycle.state != State.FINISHED
    context: dict[str, Any] = {
        "finding": found,
        "order": found.work_order,
        "cycle": cycle,
        "follow_ups": found.follow_ups.select_related("by"),
        "may_act": unfinished and not why_not_review(request.user),
        "follow_up_form": follow_up_form or FollowUpForm(),
        "close_form": close_form or CloseFindingForm(),
        "door": STAFF_DOOR,
    }
    return render(request, "maintenance/work/finding.html", context, status=status)
