"""Responses to upload and download evidence, used by the staff views and by the vendor portal.

Files are sent only to users who may see the work order, with headers that keep a file from running in the browser.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models.fields.files import FieldFile
from django.http import (
    FileResponse,
    Http404,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    JsonResponse,
)
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.access import SignedInRequest
from core.files.storage import StorageFull
from maintenance.evidence import temporary_uploads
from maintenance.evidence.services import NewEvidence
from maintenance.executor_permissions import reasons_against_documenting
from maintenance.models import Evidence, WorkOrder
from maintenance.work_orders.locking import require_in_work, require_permission
from plans.models import EvidencePurpose

ONE_DAY = 60 * 60 * 24
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": f"private, max-age={ONE_DAY}, immutable",
}


def upload_evidence_response(request: SignedInRequest, work_order: WorkOrder) -> HttpResponse:
    """Store one file temporarily, until the activity form is sent.

    Returns 201 with a ticket (signed id) for the file, or 422 with error messages.
    """
    require_permission(reasons_against_documenting(work_order.round, request.user, is_reached=True))
    require_in_work(work_order)
    purpose, file = request.POST.get("purpose"), request.FILES.get("file")
    if purpose not in EvidencePurpose.values or file is None:
        return JsonResponse(
            {"errors": [_("Tidak ada berkas yang sampai. Pilih berkas itu sekali lagi.")]}, status=422
        )
    new = NewEvidence(file, purpose)
    try:
        new.inspect()
    except StorageFull:
        raise
    except ValidationError as error:
        return JsonResponse({"errors": error.messages}, status=422)
    return JsonResponse({"ticket": temporary_uploads.store(new, request.user)}, status=201)


def evidence_response(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Return the evidence file. The browser displays photos and downloads documents."""
    evidence = _visible(request, pk)
    return _file_response(
        request,
        evidence.file,
        evidence.sha256,
        filename=evidence.download_name,
        content_type=evidence.content_type,
        as_attachment=not evidence.is_photo,
    )


def thumbnail_response(request: SignedInRequest, pk: int) -> HttpResponseBase:
    evidence = _visible(request, pk)
    if not evidence.thumbnail:
        raise Http404
    return _file_response(
        request,
        evidence.thumbnail,
        f"{evidence.sha256}-s",
        filename="bukti.jpg",
        content_type="image/jpeg",
        as_attachment=False,
    )


def _visible(request: SignedInRequest, pk: int) -> Evidence:
    return get_object_or_404(Evidence.objects.visible_to(request.user), pk=pk)


def _file_response(
    request: SignedInRequest,
    file: FieldFile,
    etag: str,
    *,
    filename: str,
    content_type: str,
    as_attachment: bool,
) -> HttpResponseBase:
    """Return the file, or status 304 if the browser has the file in its cache.

    The caller must already have checked that the user may see the file.
    """
    response: HttpResponseBase
    if request.headers.get("If-None-Match") == f'"{etag}"':
        response = HttpResponseNotModified()
    else:
        try:
            opened = file.open("rb")
        except FileNotFoundError:
            raise Http404 from None
        response = FileResponse(
            opened, as_attachment=as_attachment, filename=filename, content_type=content_type
        )
    for name, value in HEADERS.items():
        response.headers[name] = value
    response.headers["ETag"] = f'"{etag}"'
    return response
