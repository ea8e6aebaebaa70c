"""Staff views to upload and download evidence. The vendor portal uses the same `shared_views`."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_POST, require_safe

from accounts.access import STAFF, SignedInRequest, roles
from accounts.models import Role
from maintenance.evidence.shared_views import evidence_response, thumbnail_response, upload_evidence_response
from maintenance.work_orders.shared_views import get_work_order


@roles(Role.OPERATOR, Role.HEAD)
@require_POST
def upload_evidence(request: SignedInRequest, pk: int) -> HttpResponse:
    return upload_evidence_response(request, get_work_order(request.user, pk))


@roles(*STAFF)
@require_safe
def evidence(request: SignedInRequest, pk: int) -> HttpResponseBase:
    return evidence_response(request, pk)


@roles(*STAFF)
@require_safe
def thumbnail(request: SignedInRequest, pk: int) -> HttpResponseBase:
    return thumbnail_response(request, pk)
