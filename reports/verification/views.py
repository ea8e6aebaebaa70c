"""Public verification: anyone with a copy can check which document it is and whether the file was issued.

The pages show no content and no names. They show the positions of signatories, which are printed on the copy.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, cast

from allauth.core.internal import ratelimit
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import public
from core.http.validation import remove_nul
from reports.models import Document, SignatureLine

SHA256 = re.compile(r"[0-9a-f]{64}")
RATE_LIMIT: dict[str, Any] = {"app": "allauth.account", "action": "verify", "limit_get": True}


@dataclass(frozen=True)
class KnownFile:
    """A stored file of a document: its hash and a description of its edition and signature."""

    sha256: str
    description: str
    edition: int
    place: int


@public
@never_cache
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Ask for the printed code or the SHA-256 hash of the file, and redirect to the document."""
    query = request.GET.get("q", "").strip()
    if not query:
        return _render(request, "reports/verification/start.html", {})
    code = query.rstrip("/").rpartition("/")[2]
    if SHA256.fullmatch(code.lower()):
        by_hash = Q(sha256=code.lower()) | Q(signature_lines__signature__sha256=code.lower())
        token = Document.objects.filter(by_hash).values_list("token", flat=True).first()
        return _unknown_document(request, hashed=True) if token is None else redirect("reports:verify", token)
    token = _find_token(code)
    return redirect("reports:verify", token) if token else _unknown_document(request)


@public
@never_cache
@require_safe
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """Show the document of a code: its status, its signed positions and the hashes of its files."""
    if not ratelimit.consume(request, dry_run=True, **RATE_LIMIT):
        return cast(HttpResponse, ratelimit.respond_429(request))
    documents = Document.objects.select_related("replaced_by").defer("snapshot", "replaced_by__snapshot")
    document = documents.filter(token=_find_token(token)).first()
    if document is None:
        return _unknown_document(request)
    context = {
        "document": document,
        "lines": document.signature_block,
        "known": _known_files(document),
        "newest": document.revisions[-1],
    }
    return _render(request, "reports/verification/document.html", context)


def _find_token(code: str) -> str | None:
    """Return the stored token for a typed code. Tokens are lower case, except those of the oldest documents."""
    code = remove_nul(code)
    documents = Document.objects.filter(token__in=(code, code.lower()))
    return documents.values_list("token", flat=True).first()


def _known_files(document: Document) -> list[KnownFile]:
    """Return all stored files of the document and of its other editions. Runs two queries."""
    editions = Document.objects.for_subject(document.document_kind, document.subject_pk).order_by("-edition")
    files = [
        KnownFile(sha256, _("edisi %(edition)s sebagaimana diterbitkan") % {"edition": edition}, edition, 0)
        for sha256, edition in editions.values_list("sha256", "edition")
    ]
    signed = SignatureLine.objects.filter(document__in=editions, signature__isnull=False)
    for sha256, edition, place in signed.values_list("signature__sha256", "document__edition", "place"):
        description = _("edisi %(edition)s dengan tanda tangan ke-%(n)s") % {"edition": edition, "n": place}
        files.append(KnownFile(sha256, description, edition, place))
    return files


def _unknown_document(request: HttpRequest, *, hashed: bool = False) -> HttpResponse:
    """Return a 404 response and count the attempt.

    The rate limit prevents guessing of tokens, but allows for typing errors.
    """
    if not ratelimit.consume(request, **RATE_LIMIT):
        return cast(HttpResponse, ratelimit.respond_429(request))
    context = {"hashed": hashed}
    return _render(request, "reports/verification/unknown.html", context, status=404)


def _render(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Render a page that search engines do not index. SECURE_REFERRER_POLICY keeps the URL out of referrers."""
    response = render(request, template, context, status=status)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
