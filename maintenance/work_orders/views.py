"""Staff pages for work orders: lists, one work order, hand in, close as not done.

`shared_views` holds the view bodies that the vendor portal uses too.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import STAFF, SignedInRequest, roles
from accounts.models import Role
from maintenance.models import Cycle, WorkOrder
from maintenance.work_orders.forms import NotDoneForm
from maintenance.work_orders.lists import state_counts, work_order_listing
from maintenance.work_orders.services import close_not_done
from maintenance.work_orders.shared_views import get_work_order, hand_in_page, work_order_page
from maintenance.work_orders.tables import work_orders_table
from maintenance.work_orders.url_namespaces import STAFF_URLS


@roles(*STAFF)
@require_GET
def work_orders(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """List the work orders of one round: the round in the URL, such as `?round=2`, or the latest round."""
    cycles = Cycle.objects.visible_to(request.user).select_related("plan")
    cycle = get_object_or_404(cycles, pk=pk)
    rounds = list(cycle.rounds.select_related("contract__vendor"))
    requested = [each for each in rounds if str(each.number) == request.GET.get("round")]
    round_ = next(iter(requested or reversed(rounds)), None)
    in_round = WorkOrder.objects.visible_to(request.user).filter(round=round_)
    context = {
        "cycle": cycle,
        "round": round_,
        "rounds": rounds,
        "counts": state_counts(in_round),
    }
    listing = work_order_listing(in_round, request, work_orders_table(STAFF_URLS), of_one_round=True)
    return listing.respond("maintenance/work_orders/work_order_list.html", context)


@roles(*STAFF)
@require_GET
def all_work_orders(request: SignedInRequest) -> HttpResponseBase:
    visible = WorkOrder.objects.visible_to(request.user)
    listing = work_order_listing(visible, request, work_orders_table(STAFF_URLS))
    return listing.respond("maintenance/work_orders/work_order_list.html")


@roles(*STAFF)
@require_GET
@gzip_page
def work_order(request: SignedInRequest, pk: int) -> HttpResponse:
    return work_order_page(request, get_work_order(request.user, pk), STAFF_URLS)


@roles(Role.OPERATOR, Role.HEAD)
@require_POST
def hand_in(request: SignedInRequest, pk: int) -> HttpResponse:
    return hand_in_page(request, get_work_order(request.user, pk), STAFF_URLS)


@roles(Role.OPERATOR, Role.HEAD)
@require_http_methods(["GET", "POST"])
def not_done(request: SignedInRequest, pk: int) -> HttpResponse:
    work_order = get_work_order(request.user, pk)
    form = NotDoneForm(request.POST or None)
    if form.is_valid():
        close_not_done(work_order.pk, by=request.user, reason=form.cleaned_data["reason"])
        text = _("Perintah kerja %(code)s ditutup sebagai tidak dilaksanakan.")
        messages.success(request, text % {"code": work_order.code})
        return redirect(work_order)
    context = {
        "form": form,
        "work_order": work_order,
        "cycle": work_order.round.cycle,
        "work_urls": STAFF_URLS,
    }
    status = 422 if form.errors else 200
    return render(request, "maintenance/work_orders/not_done.html", context, status=status)
