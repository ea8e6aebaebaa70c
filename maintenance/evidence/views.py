"""Hands evidence out to who may see its work order, in a way that lets no file act in the browser."""

from __future__ import annotations

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.access import STAFF, SignedInRequest, roles
from maintenance.models import Evidence

A_DAY = 60 * 60 * 24
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": f"private, max-age={A_DAY}, immutable",
}


@roles(*STAFF)
@require_safe
def evidence(request: SignedInRequest, pk: int) -> HttpResponseBase:
    return evidence_response(request, pk)


@roles(*STAFF)
@require_safe
def thumbnail(request: SignedInRequest, pk: int) -> HttpResponseBase:
    return thumbnail_response(request, pk)


def evidence_response(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Photos are shown, documents are downloaded."""
    piece = _visible(request, pk)
    return _handed_out(
        request,
        piece.file,
        piece.sha256,
        filename=piece.download_name,
        content_type=piece.content_type,
        as_attachment=not piece.is_photo,
    )


def thumbnail_response(request: SignedInRequest, pk: int) -> HttpResponseBase:
    piece = _visible(request, pk)
    if not piece.thumbnail:
        raise Http404
    tag = f"{piece.sha256}-s"
    return _handed_out(
        request,
        piece.thumbnail,
        tag,
        filename="bukti.jpg",
        content_type="image/jpeg",
        as_attachment=False,
    )


def _visible(request: SignedInRequest, pk: int) -> Evidence:
    return get_object_or_404(Evidence.objects.visible_to(request.user), pk=pk)


def _handed_out(
    request: SignedInRequest,
    file: FieldFile,
    tag: str,
    *,
    filename: str,
    content_type: str,
    as_attachment: bool,
) -> HttpResponseBase:
    """A browser that has it already is told so; after the person was checked, not before."""
    response: HttpResponseBase
    if request.headers.get("If-None-Match") == f'"{tag}"':
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
    response.headers["ETag"] = f'"{tag}"'
    return response
