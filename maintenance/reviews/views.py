"""Staff pages to review work orders: the queue, one review, accept, return."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.access import SignedInRequest, roles
from accounts.models import Role
from core.i18n.formats import format_number
from maintenance.models import WorkOrder
from maintenance.reviews import services
from maintenance.reviews.forms import AcceptForm, ReturnForm
from maintenance.reviews.tables import REVIEW_QUEUE
from maintenance.work_orders.lists import work_order_listing
from maintenance.work_orders.shared_views import add_duplicate_evidence, get_work_order, work_order_context
from maintenance.work_orders.url_namespaces import STAFF_URLS

REVIEWERS = (Role.OPERATOR, Role.HEAD)


@roles(*REVIEWERS)
@require_GET
def review_queue(request: SignedInRequest) -> HttpResponseBase:
    """List the work orders that wait for review, from all cycles."""
    work_orders = WorkOrder.objects.visible_to(request.user).awaiting_review()
    listing = work_order_listing(work_orders, request, REVIEW_QUEUE, in_one_state=True)
    wait = services.review_wait(WorkOrder.objects.visible_to(request.user))
    return listing.respond("maintenance/reviews/review_queue.html", {"wait": wait})


@roles(*REVIEWERS)
@require_GET
def review(request: SignedInRequest, pk: int) -> HttpResponse:
    work_order = get_work_order(request.user, pk)
    return _review_page(request, work_order, AcceptForm(), _return_form(work_order))


@roles(*REVIEWERS)
@require_POST
def accept(request: SignedInRequest, pk: int) -> HttpResponse:
    work_order = get_work_order(request.user, pk)
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return _review_page(request, work_order, form, _return_form(work_order))
    services.accept(work_order.pk, by=request.user, remark=form.cleaned_data["remark"])
    messages.success(request, _("Perintah kerja %(code)s diterima.") % {"code": work_order.code})
    return redirect("maintenance:review_queue")


@roles(*REVIEWERS)
@require_POST
def return_for_correction(request: SignedInRequest, pk: int) -> HttpResponse:
    work_order = get_work_order(request.user, pk)
    form = _return_form(work_order, request.POST)
    if not form.is_valid():
        return _review_page(request, work_order, AcceptForm(), form)
    services.return_for_correction(
        work_order.pk, by=request.user, remark=form.cleaned_data["remark"], remarks=form.remarks()
    )
    text = _("Perintah kerja %(code)s dikembalikan kepada pelaksana.")
    messages.success(request, text % {"code": work_order.code})
    return redirect("maintenance:review_queue")


@roles(*REVIEWERS)
@require_POST
def accept_many(request: SignedInRequest) -> HttpResponse:
    """Accept the selected rows of the queue; each is accepted or refused independently."""
    selected = [
        int(pk) for pk in request.POST.getlist("order") if pk.isascii() and pk.isdigit() and len(pk) < 18
    ]
    visible = WorkOrder.objects.visible_to(request.user).filter(pk__in=selected)
    accepted, reasons = services.accept_many(list(visible.values_list("pk", flat=True)), by=request.user)
    if accepted:
        text = ngettext("%(n)s perintah kerja diterima.", "%(n)s perintah kerja diterima.", len(accepted))
        messages.success(request, text % {"n": format_number(len(accepted))})
    if not selected:
        messages.warning(request, _("Pilih dulu perintah kerja yang akan diterima."))
    for reason in reasons:
        messages.warning(request, str(reason))
    return redirect("maintenance:review_queue")


def _return_form(work_order: WorkOrder, data: Any = None) -> ReturnForm:
    return ReturnForm(data, items=work_order.planned_work.checklist.all())


def _review_page(
    request: SignedInRequest, work_order: WorkOrder, accept_form: AcceptForm, return_form: ReturnForm
) -> HttpResponse:
    context = add_duplicate_evidence(work_order_context(request.user, work_order, STAFF_URLS))
    context |= {
        "accept_form": accept_form,
        "return_form": return_form,
        "photo_pairs": services.photo_pairs(context["activities"]),
    }
    status = 422 if accept_form.errors or return_form.errors else 200
    return render(request, "maintenance/reviews/review.html", context, status=status)
