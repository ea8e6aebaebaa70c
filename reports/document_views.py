"""Documents: the page of each output, its draft, its issue, the issued file, and the public check."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.access import SignedInRequest, anyone_signed_in, public, roles
from maintenance.models import Cycle
from maintenance.reasons import Refused
from maintenance.sop import State
from reports import issue as issuing
from reports.copies import copy_of
from reports.documents.kinds import NoSuchDocument
from reports.forms import CorrectionForm
from reports.models import Document, DocumentKind
from reports.models.kind import ISSUERS
from reports.renderer import RenderError
from reports.wishes import Wish, why_not


def _wish(request: SignedInRequest, kind: str, pk: int, correction: str = "") -> Wish:
    if kind not in DocumentKind.values:
        raise Http404
    return Wish(DocumentKind(kind), pk, request.user, correction)


@anyone_signed_in
@require_GET
def document(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """One output of the SOP: its editions, a draft of it, and what stands against issuing it."""
    return _page(request, _wish(request, kind, pk))


def _page(
    request: SignedInRequest, wish: Wish, form: CorrectionForm | None = None, status: int = 200
) -> HttpResponse:
    try:
        heading, refusal = wish.paper().heading, why_not(wish)
    except NoSuchDocument as error:
        raise Http404 from error
    if wish.kind == DocumentKind.REPORT and Cycle.objects.get(pk=wish.pk).state != State.FINISHED:
        return redirect("reports:issue", wish.pk)  # the page that says what ending the cycle means
    editions = Document.objects.visible_to(request.user).of(wish.kind, wish.pk).select_related("issued_by")
    current = editions.current().first()
    may_issue = request.user.role in ISSUERS
    context = {
        "kind": wish.kind,
        "pk": wish.pk,
        "heading": heading,
        "current": current,
        "editions": editions.defer("snapshot").order_by("-edition"),
        "refusal": refusal if may_issue and not current else None,
        "is_settled": heading.dated is not None,
        "may_issue": may_issue,
        "form": (form or CorrectionForm()) if current and may_issue else None,
    }
    return render(request, "reports/document.html", context, status=status)


@anyone_signed_in
@require_safe
def draft(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """The document as it would be issued now, marked as a draft on every page; of an issued one there is none."""
    wish = _wish(request, kind, pk)
    try:
        if Document.objects.visible_to(request.user).of(wish.kind, pk).exists():
            return redirect("reports:document", kind, pk)
        copy = copy_of(wish.kind, pk, request.user)
    except NoSuchDocument as error:
        raise Http404 from error
    except RenderError as error:
        return render(request, "reports/not_rendered.html", {"sentence": str(error)}, status=503)
    return pdf_response(copy.content, copy.filename)


@roles(*ISSUERS)
@require_POST
def issue(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """Issues the first edition, or with a reason the one that replaces the edition in force."""
    form = CorrectionForm(request.POST)
    form.fields["correction"].required = "correction" in request.POST
    if not form.is_valid():
        return _page(request, _wish(request, kind, pk), form, status=422)
    wish = _wish(request, kind, pk, form.cleaned_data["correction"])
    try:
        issued = issuing.issue(wish.kind, pk, by=request.user, correction=wish.correction)
    except NoSuchDocument as error:
        raise Http404 from error
    except Refused as refused:
        messages.error(request, " ".join(str(reason) for reason in refused.reasons))
        return redirect(wish.url)
    except RenderError as error:
        messages.error(request, str(error))
        return redirect(wish.url)
    messages.success(request, _("%(number)s terbit.") % {"number": issued.reference})
    return redirect(issued)


@anyone_signed_in
@require_safe
def file(request: SignedInRequest, pk: int) -> HttpResponse:
    """An edition as it was issued; `?download` asks the browser to keep it rather than to show it."""
    found = get_object_or_404(Document.objects.visible_to(request.user).defer("snapshot"), pk=pk)
    return pdf_response(found.read(), found.filename, attached="download" in request.GET)


@public
@never_cache
@require_safe
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """For whoever holds a copy: which document this is, and its hash. Nothing about its content."""
    found = Document.objects.filter(token=token).defer("snapshot").first()
    return render(request, "reports/verify.html", {"document": found}, status=200 if found else 404)


def pdf_response(content: bytes, filename: str, *, attached: bool = False) -> HttpResponse:
    """A PDF that is shown to this person only and kept by nobody on the way."""
    way = "attachment" if attached else "inline"
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'{way}; filename="{filename}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
