"""Work orders as Seksi Operasional sees them: lists, one work order, its activities, handing in, not done."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import STAFF, SignedInRequest, roles
from accounts.models import Role
from maintenance.activities import pages as activity_pages
from maintenance.models import Cycle, WorkOrder
from maintenance.work_orders import pages as work_order_pages
from maintenance.work_orders import services as work_order_services
from maintenance.work_orders.forms import NotDoneForm
from maintenance.work_orders.lists import state_counts, work_order_listing
from maintenance.work_orders.tables import orders_table
from maintenance.work_orders.url_namespaces import STAFF_URLS

OPERATIONAL = (Role.OPERATOR, Role.HEAD)


@roles(*STAFF)
@require_GET
def work_orders(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Of the open round, or the last one; of another by `?round=1`."""
    cycles = Cycle.objects.visible_to(request.user).select_related("plan")
    cycle = get_object_or_404(cycles, pk=pk)
    rounds = list(cycle.rounds.select_related("contract__vendor"))
    asked = [each for each in rounds if str(each.number) == request.GET.get("round")]
    round_ = next(iter(asked or reversed(rounds)), None)
    orders = WorkOrder.objects.visible_to(request.user).filter(round=round_)
    context = {
        "cycle": cycle,
        "round": round_,
        "rounds": rounds,
        "counts": state_counts(orders),
    }
    listing = work_order_listing(orders, request, orders_table(STAFF_URLS), of_one_round=True)
    return listing.respond("maintenance/work/work_orders.html", context)


@roles(*STAFF)
@require_GET
def all_work_orders(request: SignedInRequest) -> HttpResponseBase:
    orders = WorkOrder.objects.visible_to(request.user)
    listing = work_order_listing(orders, request, orders_table(STAFF_URLS))
    return listing.respond("maintenance/work/work_orders.html")


@roles(*STAFF)
@require_GET
@gzip_page
def work_order(request: SignedInRequest, pk: int) -> HttpResponse:
    return work_order_pages.work_order_page(request, work_order_pages.order(request.user, pk), STAFF_URLS)


@roles(*OPERATIONAL)
@require_http_methods(["GET", "POST"])
@gzip_page
def activity_create(request: SignedInRequest, pk: int) -> HttpResponse:
    return activity_pages.activity_form_page(
        request, work_order_pages.order_to_document(request.user, pk), STAFF_URLS
    )


@roles(*OPERATIONAL)
@require_http_methods(["GET", "POST"])
@gzip_page
def activity_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    order, activity = work_order_pages.order_with_activity(request.user, pk)
    return activity_pages.activity_form_page(request, order, STAFF_URLS, activity)


@roles(*OPERATIONAL)
@require_POST
def hold_evidence(request: SignedInRequest, pk: int) -> HttpResponse:
    return activity_pages.hold_evidence_page(request, work_order_pages.order(request.user, pk))


@roles(*OPERATIONAL)
@require_POST
def hand_in(request: SignedInRequest, pk: int) -> HttpResponse:
    return work_order_pages.hand_in_page(request, work_order_pages.order(request.user, pk), STAFF_URLS)


@roles(*OPERATIONAL)
@require_http_methods(["GET", "POST"])
def not_done(request: SignedInRequest, pk: int) -> HttpResponse:
    order = work_order_pages.order(request.user, pk)
    form = NotDoneForm(request.POST or None)
    if form.is_valid():
        work_order_services.close_not_done(order.pk, by=request.user, reason=form.cleaned_data["reason"])
        text = _("Perintah kerja %(code)s ditutup sebagai tidak dilaksanakan.")
        messages.success(request, text % {"code": order.code})
        return redirect(order)
    context = {"form": form, "order": order, "cycle": order.round.cycle, "door": STAFF_URLS}
    return render(request, "maintenance/work/not_done.html", context, status=422 if form.errors else 200)
