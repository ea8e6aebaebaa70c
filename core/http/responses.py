"""Responses with files."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from core.http.headers import NO_STORE


def pdf_response(content: bytes, filename: str, *, attached: bool = False) -> HttpResponse:
    """Return a response with a PDF for one user; caches must not store it."""
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = str(content_disposition_header(attached, filename))
    response.headers["Cache-Control"] = NO_STORE
    return response
