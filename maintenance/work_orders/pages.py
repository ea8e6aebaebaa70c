"""The pages of a work order as both doors show them; whoever calls has fetched through the person."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import SignedInRequest
from accounts.models import User
from maintenance.activities.checklist import limits, shown
from maintenance.evidence.services import twins_of
from maintenance.executor_permissions import why_not_document, why_not_review
from maintenance.models import Activity, ChecklistAnswer, WorkOrder, WorkOrderState
from maintenance.reasons import NotYet
from maintenance.reviews import services as review_services
from maintenance.sop import WORK_STATES
from maintenance.work_orders import services as work_order_services
from maintenance.work_orders.forms import AnswerForm
from maintenance.work_orders.url_namespaces import WorkUrls
from plans.models import ChecklistItem


def order(user: User, pk: int) -> WorkOrder:
    """The work order with its documentation, reached through the person; a stranger gets 404."""
    return get_object_or_404(WorkOrder.objects.visible_to(user).with_documentation(), pk=pk)


def order_to_document(user: User, pk: int) -> WorkOrder:
    """The same for a form that writes down something new: what was asked, without what was written down before."""
    asked = WorkOrder.objects.visible_to(user).with_names()
    return get_object_or_404(asked.prefetch_related("planned_work__checklist"), pk=pk)


def order_with_activity(user: User, activity_pk: int) -> tuple[WorkOrder, Activity]:
    orders = WorkOrder.objects.visible_to(user).with_documentation()
    found = get_object_or_404(orders, activities__pk=activity_pk)
    return found, next(each for each in found.activities.all() if each.pk == activity_pk)


def work_order_page(request: SignedInRequest, order: WorkOrder, door: WorkUrls, **extra: Any) -> HttpResponse:
    """What to do, what was done, what is missing, and what the person may do now."""
    context = page_context(request.user, order, door) | extra
    return render(request, "maintenance/work/work_order.html", context)


def page_context(user: User, order: WorkOrder, door: WorkUrls) -> dict[str, Any]:
    """`order` was fetched through `user`, with `with_documentation()`."""
    activities = list(order.activities.all())
    items = list(order.planned_work.checklist.all())
    at_work = order.round.cycle.state in WORK_STATES
    in_work = at_work and order.is_in_work
    reviews = review_services.reviews_of(order) if order.state != WorkOrderState.OPEN else []
    if order.is_in_work:
        prefetch_related_objects([order.planned_work], "required_evidence")
    return {
        "order": order,
        "cycle": order.round.cycle,
        "door": door,
        "activities": [(activity, _answers(activity, items)) for activity in activities],
        "readings": [(item, limits(item), _latest(activities, item)) for item in items],
        "findings": order.findings.select_related("opened_by"),
        "reviews": reviews,
        "returned": reviews[-1] if reviews and order.state == WorkOrderState.RETURNED else None,
        "answer_form": AnswerForm(),
        "missing": work_order_services.what_is_missing(order) if in_work else [],
        "may_document": in_work and not why_not_document(order.round, user, is_reached=True),
        "may_review": at_work and not why_not_review(user),
        "awaits_review": order.state == WorkOrderState.DOCUMENTED,
    }


def page_of(order: WorkOrder) -> dict[str, Any]:
    """One work order of a printed documentation: what was done, with its answers. Nothing can be changed there."""
    items = list(order.planned_work.checklist.all())
    activities = [(activity, _answers(activity, items)) for activity in order.activities.all()]
    return {"order": order, "activities": activities}


def add_twins(context: dict[str, Any]) -> dict[str, Any]:
    """For who reviews: which evidence was used on another work order as well."""
    pieces = [piece for activity, _rows in context["activities"] for piece in activity.evidence.all()]
    return context | {"twins": twins_of(pieces)}


def hand_in_page(request: SignedInRequest, order: WorkOrder, door: WorkUrls) -> HttpResponse:
    """Hands in; or shows the work order with everything that is missing."""
    form = AnswerForm(request.POST)
    answer = form.cleaned_data["answer"] if form.is_valid() else ""
    try:
        work_order_services.hand_in(order.pk, by=request.user, answer=answer)
    except NotYet as refusal:
        if order.state == WorkOrderState.DOCUMENTED:  # pressed twice, or by a colleague a moment before
            text = _("Perintah kerja %(code)s sudah dikirim dan menunggu pemeriksaan.")
            messages.info(request, text % {"code": order.code})
            return redirect(door["work_order"], order.pk)
        response = work_order_page(request, order, door, missing=refusal.reasons, refused=True)
        response.status_code = 409
        return response
    messages.success(request, _("Perintah kerja %(code)s dikirim untuk diperiksa.") % {"code": order.code})
    return redirect(door["work_order"], order.pk)


def _answers(
    activity: Activity, items: list[ChecklistItem]
) -> list[tuple[ChecklistItem, str, ChecklistAnswer, str]]:
    given = {answer.item_id: answer for answer in activity.answers.all()}
    rows = [(item, given[item.pk]) for item in items if item.pk in given]
    return [(item, limits(item), answer, shown(item, answer)) for item, answer in rows]


def _latest(activities: list[Activity], item: ChecklistItem) -> str:
    answers = [a for activity in activities for a in activity.answers.all() if a.item_id == item.pk]
    return shown(item, answers[-1]) if answers else ""
