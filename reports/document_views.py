"""Documents: the page of each output, its issue, and the issued file."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.access import SignedInRequest, anyone_signed_in, roles
from core.http.headers import allow_being_framed
from core.http.responses import pdf_response
from maintenance.models import Cycle
from maintenance.reasons import Refused
from maintenance.sop import State
from reports.forms import CorrectionForm
from reports.issuing.requests import IssueRequest, why_not
from reports.jobs import ask_issue
from reports.jobs.progress import of_output
from reports.jobs.views import say_whose, wish_of
from reports.models import Document, DocumentKind
from reports.models.document_kind import ISSUERS
from reports.types.registry import NoSuchDocument


@anyone_signed_in
@require_GET
def document(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """One output of the SOP: its editions, a draft of it, and what stands against issuing it."""
    return _page(request, wish_of(request, kind, pk))


def _page(
    request: SignedInRequest, wish: IssueRequest, form: CorrectionForm | None = None, status: int = 200
) -> HttpResponse:
    try:
        heading = wish.heading()
    except NoSuchDocument as error:
        raise Http404 from error
    if wish.kind == DocumentKind.REPORT and Cycle.objects.get(pk=wish.pk).state != State.FINISHED:
        return redirect("reports:issue", wish.pk)  # the page that says what ending the cycle means
    documents = Document.objects.visible_to(request.user).of(wish.kind, wish.pk)
    editions = list(
        documents.select_related("issued_by", "replaced_by")
        .defer("snapshot", "replaced_by__snapshot")
        .order_by("-edition")
    )
    current = next((each for each in editions if not each.is_replaced), None)
    may_issue = request.user.role in ISSUERS
    making = of_output(wish, current)
    context = {
        "kind": wish.kind,
        "pk": wish.pk,
        "heading": heading,
        "current": current,
        "editions": editions,
        "refusal": why_not(wish, heading) if may_issue and not current else None,
        "is_settled": heading.dated is not None,
        "may_issue": may_issue,
        "making": making,
        "is_being_issued": any(each.is_issue and each.order.is_open for each in making),
        "form": (form or CorrectionForm()) if current and may_issue else None,
    }
    return render(request, "reports/document.html", context, status=status)


@roles(*ISSUERS)
@require_POST
def issue(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """Has the first edition issued, or with a reason the one that replaces the edition in force."""
    form = CorrectionForm(request.POST)
    form.fields["correction"].required = "correction" in request.POST
    if not form.is_valid():
        return _page(request, wish_of(request, kind, pk), form, status=422)
    wish = wish_of(request, kind, pk, form.cleaned_data["correction"])
    try:
        say_whose(request, ask_issue(wish))
    except NoSuchDocument as error:
        raise Http404 from error
    except Refused as refused:
        messages.error(request, " ".join(str(reason) for reason in refused.reasons))
    return redirect(wish.url)


@anyone_signed_in
@require_safe
def file(request: SignedInRequest, pk: int) -> HttpResponse:
    """An edition with all its signatures; `?download` asks the browser to keep it rather than to show it.

    `?revision=0` is the file as it was issued, a higher number the one that the signature at that place made.
    """
    found = get_object_or_404(Document.objects.visible_to(request.user).defer("snapshot"), pk=pk)
    number = request.GET.get("revision")
    wanted = [each for each in found.revisions if number is None or str(each.number) == number]
    if not wanted:
        raise Http404
    try:
        content = wanted[-1].read()
    except FileNotFoundError as error:
        raise Http404 from error
    response = pdf_response(content, found.filename, attached="download" in request.GET)
    allow_being_framed(response)
    return response
