"""Responses of the work order pages, used by the staff pages and by the vendor portal.

Callers read the work order with `get_work_order`, which checks that the user may see the work order.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import SignedInRequest
from accounts.models import User
from maintenance.activities.checklist import display_answer, display_limits
from maintenance.evidence.services import find_duplicates
from maintenance.executor_permissions import reasons_against_documenting, reasons_against_reviewing
from maintenance.models import Activity, ChecklistAnswer, WorkOrder, WorkOrderState
from maintenance.reasons import NotYet
from maintenance.reviews.forms import AnswerForm
from maintenance.reviews.services import list_reviews
from maintenance.sop import WORK_STATES
from maintenance.work_orders.services import hand_in, missing_documentation
from maintenance.work_orders.url_namespaces import WorkUrls
from plans.models import ChecklistItem


def get_work_order(user: User, pk: int) -> WorkOrder:
    """Return the work order with its documentation if `user` may see it. Raises `Http404` otherwise."""
    return get_object_or_404(WorkOrder.objects.visible_to(user).with_documentation(), pk=pk)


def get_work_order_for_new_activity(user: User, pk: int) -> WorkOrder:
    """Return the work order with its checklist, without existing activities. Raises `Http404`."""
    work_orders = WorkOrder.objects.visible_to(user).with_names()
    return get_object_or_404(work_orders.prefetch_related("planned_work__checklist"), pk=pk)


def get_work_order_and_activity(user: User, activity_pk: int) -> tuple[WorkOrder, Activity]:
    """Return the activity and its work order if `user` may see them. Raises `Http404` otherwise."""
    work_orders = WorkOrder.objects.visible_to(user).with_documentation()
    work_order = get_object_or_404(work_orders, activities__pk=activity_pk)
    return work_order, next(each for each in work_order.activities.all() if each.pk == activity_pk)


def work_order_page(
    request: SignedInRequest, work_order: WorkOrder, work_urls: WorkUrls, **extra: Any
) -> HttpResponse:
    """Render the page of a work order: instructions, documentation, missing documentation, and possible actions."""
    context = work_order_context(request.user, work_order, work_urls) | extra
    return render(request, "maintenance/work_orders/work_order_detail.html", context)


def work_order_context(user: User, work_order: WorkOrder, work_urls: WorkUrls) -> dict[str, Any]:
    """Return the template context of the work order page. `work_order` must come from `get_work_order`."""
    activities = list(work_order.activities.all())
    items = list(work_order.planned_work.checklist.all())
    cycle_in_work = work_order.round.cycle.state in WORK_STATES
    in_work = cycle_in_work and work_order.is_in_work
    reviews = list_reviews(work_order) if work_order.state != WorkOrderState.OPEN else []
    if work_order.is_in_work:
        prefetch_related_objects([work_order.planned_work], "required_evidence")
    return {
        "work_order": work_order,
        "cycle": work_order.round.cycle,
        "work_urls": work_urls,
        "activities": [(activity, _answers(activity, items)) for activity in activities],
        "checklist": [(item, display_limits(item), _last_answer(activities, item)) for item in items],
        "findings": work_order.findings.select_related("opened_by"),
        "reviews": reviews,
        "last_return": reviews[-1] if reviews and work_order.state == WorkOrderState.RETURNED else None,
        "answer_form": AnswerForm(),
        "missing": missing_documentation(work_order) if in_work else [],
        "may_document": in_work and not reasons_against_documenting(work_order.round, user, is_reached=True),
        "may_review": cycle_in_work and not reasons_against_reviewing(user),
        "awaits_review": work_order.state == WorkOrderState.DOCUMENTED,
    }


def printed_work_order_context(work_order: WorkOrder) -> dict[str, Any]:
    """Return the template context of a work order in a printed document: the activities with their answers."""
    items = list(work_order.planned_work.checklist.all())
    activities = [(activity, _answers(activity, items)) for activity in work_order.activities.all()]
    return {"work_order": work_order, "activities": activities}


def add_duplicate_evidence(context: dict[str, Any]) -> dict[str, Any]:
    """Return the context with `duplicates` added, for reviewers.

    `duplicates` maps evidence ids to evidence of other work orders with an identical file.
    """
    evidence = [each for activity, _rows in context["activities"] for each in activity.evidence.all()]
    return context | {"duplicates": find_duplicates(evidence)}


def hand_in_page(request: SignedInRequest, work_order: WorkOrder, work_urls: WorkUrls) -> HttpResponse:
    """Hand in the work order and redirect to its page.

    If documentation is missing, show the work order with the reasons (status 409).
    """
    form = AnswerForm(request.POST)
    answer = form.cleaned_data["answer"] if form.is_valid() else ""
    try:
        hand_in(work_order.pk, by=request.user, answer=answer)
    except NotYet as refusal:
        if work_order.state == WorkOrderState.DOCUMENTED:  # submitted twice, or by a colleague just before
            text = _("Perintah kerja %(code)s sudah dikirim dan menunggu pemeriksaan.")
            messages.info(request, text % {"code": work_order.code})
            return redirect(work_urls["work_order"], work_order.pk)
        response = work_order_page(request, work_order, work_urls, missing=refusal.reasons, refused=True)
        response.status_code = 409
        return response
    text = _("Perintah kerja %(code)s dikirim untuk diperiksa.")
    messages.success(request, text % {"code": work_order.code})
    return redirect(work_urls["work_order"], work_order.pk)


def _answers(
    activity: Activity, items: list[ChecklistItem]
) -> list[tuple[ChecklistItem, str, ChecklistAnswer, str]]:
    """Return (item, limits, answer, displayed answer) for each answered item."""
    answers = {answer.item_id: answer for answer in activity.answers.all()}
    rows = [(item, answers[item.pk]) for item in items if item.pk in answers]
    return [(item, display_limits(item), answer, display_answer(item, answer)) for item, answer in rows]


def _last_answer(activities: list[Activity], item: ChecklistItem) -> str:
    """Return the latest answer to the checklist item as text, or an empty string."""
    answers = [a for activity in activities for a in activity.answers.all() if a.item_id == item.pk]
    return display_answer(item, answers[-1]) if answers else ""
