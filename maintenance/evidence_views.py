"""Hands evidence out to who may see its work order, in a way that lets no file act in the browser."""

from __future__ import annotations

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from accounts.access import SignedInRequest, roles
from accounts.models import Role
from maintenance.models import Evidence

STAFF = (Role.OPERATOR, Role.HEAD, Role.MANAGER, Role.ADMINISTRATOR)
A_DAY = 60 * 60 * 24


@roles(*STAFF)
@require_GET
def evidence(request: SignedInRequest, pk: int) -> HttpResponseBase:
    return evidence_response(request, pk)


@roles(*STAFF)
@require_GET
def thumbnail(request: SignedInRequest, pk: int) -> HttpResponseBase:
    return thumbnail_response(request, pk)


def evidence_response(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Photos are shown, documents are downloaded."""
    piece = _visible(request, pk)
    return _handed_out(piece.file, piece.content_type, piece.original_name, download=not piece.is_photo)


def thumbnail_response(request: SignedInRequest, pk: int) -> HttpResponseBase:
    piece = _visible(request, pk)
    if not piece.thumbnail:
        raise Http404
    return _handed_out(piece.thumbnail, "image/jpeg", "bukti.jpg", download=False)


def _visible(request: SignedInRequest, pk: int) -> Evidence:
    return get_object_or_404(Evidence.objects.visible_to(request.user), pk=pk)


def _handed_out(file: FieldFile, content_type: str, name: str, *, download: bool) -> HttpResponseBase:
    try:
        opened = file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(opened, as_attachment=download, filename=name, content_type=content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = f"private, max-age={A_DAY}, immutable"
    return response
