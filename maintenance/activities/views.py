"""Staff pages to create and change an activity. The vendor portal uses the same `shared_views`."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, roles
from accounts.models import Role
from core.db.conflicts import retry_on_conflict
from maintenance.activities.shared_views import activity_form_page
from maintenance.work_orders.shared_views import (
    get_work_order_and_activity,
    get_work_order_for_new_activity,
)
from maintenance.work_orders.url_namespaces import STAFF_URLS


@roles(Role.OPERATOR, Role.HEAD)
@require_http_methods(["GET", "POST"])
@gzip_page
@retry_on_conflict
def activity_create(request: SignedInRequest, pk: int) -> HttpResponse:
    return activity_form_page(request, get_work_order_for_new_activity(request.user, pk), STAFF_URLS)


@roles(Role.OPERATOR, Role.HEAD)
@require_http_methods(["GET", "POST"])
@gzip_page
@retry_on_conflict
def activity_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    work_order, activity = get_work_order_and_activity(request.user, pk)
    return activity_form_page(request, work_order, STAFF_URLS, activity)
