"""The public check: for whoever holds a copy, which document it is and whether the file is the one that was issued.

It tells nothing of the content, and no names: positions sign, and they are printed on the copy anyway.
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
LIMIT: dict[str, Any] = {"app": "allauth.account", "action": "verify", "limit_get": True}


@dataclass(frozen=True)
class Known:
    """A file that is known: its hash, and in words which file of which edition it is."""

    sha256: str
    words: str
    edition: int
    place: int


@public
@never_cache
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Asks for the code that is printed in the document, or for the file's hash."""
    asked = request.GET.get("q", "").strip()
    if not asked:
        return _answer(request, "reports/verification/start.html", {})
    code = asked.rstrip("/").rpartition("/")[2]
    if SHA256.fullmatch(code.lower()):
        known = Q(sha256=code.lower()) | Q(signature_lines__signature__sha256=code.lower())
        found = Document.objects.filter(known).values_list("token", flat=True).first()
        return _unknown(request, hashed=True) if found is None else redirect("reports:verify", found)
    found = _token(code)
    return redirect("reports:verify", found) if found else _unknown(request)


@public
@never_cache
@require_safe
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """Which document this is, whether it holds, who signed it as what, and the hashes of its files."""
    if not ratelimit.consume(request, dry_run=True, **LIMIT):
        return cast(HttpResponse, ratelimit.respond_429(request))
    documents = Document.objects.select_related("replaced_by").defer("snapshot", "replaced_by__snapshot")
    document = documents.filter(token=_token(token)).first()
    if document is None:
        return _unknown(request)
    context = {
        "document": document,
        "lines": document.lines,
        "unsigned": [line for line in document.lines if not line.signed],
        "known": _known(document),
        "newest": document.revisions[-1],
    }
    return _answer(request, "reports/verification/document.html", context)


def _token(code: str) -> str | None:
    """Codes are of one case; those of the first documents were not."""
    code = remove_nul(code)
    known = Document.objects.filter(token__in=(code, code.lower()))
    return known.values_list("token", flat=True).first()


def _known(document: Document) -> list[Known]:
    """Every file of this document and of its other editions, in two queries."""
    editions = Document.objects.of(document.what, document.subject_pk).order_by("-edition")
    found = [
        Known(sha256, _("edisi %(edition)s sebagaimana diterbitkan") % {"edition": edition}, edition, 0)
        for sha256, edition in editions.values_list("sha256", "edition")
    ]
    signed = SignatureLine.objects.filter(document__in=editions, signature__isnull=False)
    for sha256, edition, place in signed.values_list("signature__sha256", "document__edition", "place"):
        words = _("edisi %(edition)s dengan tanda tangan ke-%(n)s") % {"edition": edition, "n": place}
        found.append(Known(sha256, words, edition, place))
    return found


def _unknown(request: HttpRequest, *, hashed: bool = False) -> HttpResponse:
    """Guessing comes to an end; whoever mistypes has enough tries."""
    if not ratelimit.consume(request, **LIMIT):
        return cast(HttpResponse, ratelimit.respond_429(request))
    context = {"hashed": hashed, "asked": request.GET.get("q", "")}
    return _answer(request, "reports/verification/unknown.html", context, status=404)


def _answer(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Search engines keep out. That the address goes to nobody else, SECURE_REFERRER_POLICY sees to."""
    response = render(request, template, context, status=status)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
