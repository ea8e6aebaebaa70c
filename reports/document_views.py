"""Hands out issued documents to who may see them, and tells anybody whether a document is genuine."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, anyone_signed_in, public
from reports.documents import kinds
from reports.models import ManagementReport
from reports.renderer import RenderError


@anyone_signed_in
@require_safe
def document(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """Any document that this person may see; `?download` asks the browser to keep it rather than to show it."""
    try:
        made = kinds.make(kind, pk, request.user)
    except kinds.NoSuchDocument as error:
        raise Http404 from error
    except RenderError as error:
        return render(request, "reports/not_rendered.html", {"sentence": str(error)}, status=503)
    return pdf_response(made.content, made.filename, attached="download" in request.GET)


@public
@never_cache
@require_safe
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """For whoever holds a copy: which document this is, and its hash. Nothing about its content."""
    report = (
        ManagementReport.objects.filter(token=token).only("number", "issued_at", "sha256", "size").first()
    )
    return render(request, "reports/verify.html", {"report": report}, status=200 if report else 404)


def pdf_response(content: bytes, filename: str, *, attached: bool = False) -> HttpResponse:
    """A PDF that is shown to this person only and kept by nobody on the way."""
    way = "attachment" if attached else "inline"
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'{way}; filename="{filename}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
