"""Asking for a file that takes time, seeing how far it is, and taking it away."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.access import SignedInRequest, anyone_signed_in
from core.http.headers import NO_STORE
from maintenance.reasons import Refused
from reports.issuing.requests import IssueRequest
from reports.jobs import ask_again, ask_draft, ask_sheets
from reports.jobs.progress import Progress
from reports.models import Document, DocumentKind, Job, Output
from reports.types.registry import NoSuchDocument


@anyone_signed_in
@require_POST
def draft(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """The document as it would be issued now, marked as a draft on every page; of an issued one there is none."""
    wish = wish_of(request, kind, pk)
    try:
        if not Document.objects.visible_to(request.user).of(wish.kind, pk).exists():
            say_if_there(request, ask_draft(wish))
    except NoSuchDocument as error:
        raise Http404 from error
    return redirect(wish.url)


@anyone_signed_in
@require_POST
def sheets(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """The tables of the edition in force, or while there is none of the document as it stands now."""
    wish = wish_of(request, kind, pk)
    try:
        current = Document.objects.visible_to(request.user).of(wish.kind, pk).current().first()
        say_if_there(request, ask_sheets(wish, current))
    except NoSuchDocument as error:
        raise Http404 from error
    return redirect(wish.url)


@anyone_signed_in
@require_POST
def edition_sheets(request: SignedInRequest, pk: int) -> HttpResponse:
    """The tables of an issued edition, as it was issued."""
    edition = get_object_or_404(Document.objects.visible_to(request.user).defer("snapshot"), pk=pk)
    say_if_there(request, ask_sheets(IssueRequest(edition.what, edition.subject_pk, request.user), edition))
    return redirect(edition)


@anyone_signed_in
@never_cache
@require_GET
def rendering(request: SignedInRequest, token: str) -> HttpResponse:
    """How far an order is; `?panel` gives that part alone, for the page that waits."""
    progress = Progress(_visible(request, token), request.user)
    if "panel" in request.GET:
        return render(request, "reports/jobs/panel.html", {"progress": progress})
    if progress.order.what != Output.BUNDLE:
        return redirect(progress.place_url)
    return render(request, "reports/jobs/bundle.html", {"progress": progress})


@anyone_signed_in
@require_POST
def again(request: SignedInRequest, token: str) -> HttpResponse:
    """The same once more, after it failed."""
    failed = _visible(request, token)
    try:
        order = ask_again(failed, by=request.user)
    except NoSuchDocument as error:
        raise Http404 from error
    except Refused as refused:
        messages.error(request, " ".join(str(reason) for reason in refused.reasons))
        return redirect(Progress(failed, request.user).place_url)
    return redirect(Progress(order, request.user).place_url)


@anyone_signed_in
@require_safe
def rendering_file(request: SignedInRequest, token: str) -> HttpResponseBase:
    """What was made, for whoever asked for it and may still see it; `?download` asks the browser to keep it."""
    order = _visible(request, token)
    if order.requested_by_id != request.user.pk or not (order.is_done and order.file):
        raise Http404
    try:
        file = default_storage.open(order.file)
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        file,
        as_attachment=order.what != Output.DRAFT or "download" in request.GET,
        filename=order.filename,
        content_type=order.content_type,
    )
    response.headers["Cache-Control"] = NO_STORE
    return response


def wish_of(request: SignedInRequest, kind: str, pk: int, correction: str = "") -> IssueRequest:
    """What the address names; a kind that is none is not found."""
    if kind not in DocumentKind.values:
        raise Http404
    return IssueRequest(DocumentKind(kind), pk, request.user, correction)


def _visible(request: SignedInRequest, token: str) -> Job:
    orders = Job.objects.visible_to(request.user).select_related("document", "requested_by")
    order: Job = get_object_or_404(orders.defer("document__snapshot"), token=token)
    return order


def say_whose(request: SignedInRequest, order: Job) -> None:
    """Whoever joins another's order is told, for it may have been asked for with another reason."""
    if order.requested_by_id != request.user.pk:
        text = _("%(who)s sudah meminta penerbitan dokumen ini; permintaan Anda digabungkan dengannya.")
        messages.warning(request, text % {"who": order.requested_by})


def say_if_there(request: SignedInRequest, order: Job) -> None:
    """What one already has is not made again, and it is said why nothing happens."""
    if order.is_done:
        messages.info(request, _("Isinya belum berubah sejak berkas ini dibuat; berkas yang sama berlaku."))
