"""Review by Seksi Operasional: what waits, looking at one, accepting, returning."""

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
from maintenance.reviews import services as review_services
from maintenance.work_orders import pages as work_order_pages
from maintenance.work_orders import services as work_order_services
from maintenance.work_orders.forms import AcceptForm, ReturnForm
from maintenance.work_orders.lists import work_order_listing
from maintenance.work_orders.tables import HANDED_IN
from maintenance.work_orders.url_namespaces import STAFF_URLS

REVIEWERS = (Role.OPERATOR, Role.HEAD)


@roles(*REVIEWERS)
@require_GET
def review_queue(request: SignedInRequest) -> HttpResponseBase:
    """Everything that was handed in, over all cycles."""
    orders = WorkOrder.objects.visible_to(request.user).awaiting_review()
    listing = work_order_listing(orders, request, HANDED_IN, in_one_state=True)
    waiting = review_services.waiting(WorkOrder.objects.visible_to(request.user))
    return listing.respond("maintenance/work/review_queue.html", {"waiting": waiting})


@roles(*REVIEWERS)
@require_GET
def review(request: SignedInRequest, pk: int) -> HttpResponse:
    order = work_order_pages.order(request.user, pk)
    return _review_page(request, order, AcceptForm(), _return_form(order))


@roles(*REVIEWERS)
@require_POST
def accept(request: SignedInRequest, pk: int) -> HttpResponse:
    order = work_order_pages.order(request.user, pk)
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return _review_page(request, order, form, _return_form(order))
    work_order_services.accept(order.pk, by=request.user, remark=form.cleaned_data["remark"])
    messages.success(request, _("Perintah kerja %(code)s diterima.") % {"code": order.code})
    return redirect("maintenance:review_queue")


@roles(*REVIEWERS)
@require_POST
def return_(request: SignedInRequest, pk: int) -> HttpResponse:
    order = work_order_pages.order(request.user, pk)
    form = _return_form(order, request.POST)
    if not form.is_valid():
        return _review_page(request, order, AcceptForm(), form)
    work_order_services.return_(
        order.pk, by=request.user, remark=form.cleaned_data["remark"], remarks=form.remarks()
    )
    messages.success(
        request, _("Perintah kerja %(code)s dikembalikan kepada pelaksana.") % {"code": order.code}
    )
    return redirect("maintenance:review_queue")


@roles(*REVIEWERS)
@require_POST
def accept_several(request: SignedInRequest) -> HttpResponse:
    """The ticked rows of the queue; each is accepted or refused by itself."""
    ticked = [
        int(pk) for pk in request.POST.getlist("order") if pk.isascii() and pk.isdigit() and len(pk) < 18
    ]
    orders = WorkOrder.objects.visible_to(request.user).filter(pk__in=ticked).values_list("pk", flat=True)
    accepted, reasons = work_order_services.accept_several(list(orders), by=request.user)
    if accepted:
        text = ngettext("%(n)s perintah kerja diterima.", "%(n)s perintah kerja diterima.", len(accepted))
        messages.success(request, text % {"n": format_number(len(accepted))})
    if not ticked:
        messages.warning(request, _("Pilih dulu perintah kerja yang akan diterima."))
    for reason in reasons:
        messages.warning(request, str(reason))
    return redirect("maintenance:review_queue")


def _return_form(order: WorkOrder, data: Any = None) -> ReturnForm:
    return ReturnForm(data, items=order.planned_work.checklist.all())


def _review_page(
    request: SignedInRequest, order: WorkOrder, accept_form: AcceptForm, return_form: ReturnForm
) -> HttpResponse:
    context = work_order_pages.add_twins(work_order_pages.page_context(request.user, order, STAFF_URLS))
    context |= {
        "accept_form": accept_form,
        "return_form": return_form,
        "pairs": review_services.before_and_after(context["activities"]),
    }
    status = 422 if accept_form.errors or return_form.errors else 200
    return render(request, "maintenance/work/review.html", context, status=status)
