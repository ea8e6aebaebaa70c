"""Responses that carry a file to one user."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from core.http.headers import NO_STORE


def pdf_response(content: bytes, filename: str, *, attached: bool = False) -> HttpResponse:
    """A PDF that is shown to this person only and kept by nobody on the way."""
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = str(content_disposition_header(attached, filename))
    response.headers["Cache-Control"] = NO_STORE
    return response
