"""Job pages: request a draft or a workbook, show progress, retry a failed job, download the result."""

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
from reports.jobs import request_draft, request_workbook, retry_job
from reports.jobs.progress import JobProgress
from reports.models import Document, DocumentKind, Job, Output
from reports.types.registry import NoSuchDocument


@anyone_signed_in
@require_POST
def create_draft(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """Request a PDF draft, marked as a draft on every page. Issued documents have no draft."""
    issue_request = get_issue_request(request, kind, pk)
    try:
        if not Document.objects.visible_to(request.user).for_subject(issue_request.kind, pk).exists():
            notify_if_reused(request, request_draft(issue_request))
    except NoSuchDocument as error:
        raise Http404 from error
    return redirect(issue_request.url)


@anyone_signed_in
@require_POST
def create_workbook(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """Request the workbook of the current edition, or of the current data while nothing is issued."""
    issue_request = get_issue_request(request, kind, pk)
    try:
        current = (
            Document.objects.visible_to(request.user).for_subject(issue_request.kind, pk).current().first()
        )
        notify_if_reused(request, request_workbook(issue_request, current))
    except NoSuchDocument as error:
        raise Http404 from error
    return redirect(issue_request.url)


@anyone_signed_in
@require_POST
def create_edition_workbook(request: SignedInRequest, pk: int) -> HttpResponse:
    """Request the workbook of an issued edition."""
    edition = get_object_or_404(Document.objects.visible_to(request.user).defer("snapshot"), pk=pk)
    notify_if_reused(
        request,
        request_workbook(IssueRequest(edition.document_kind, edition.subject_pk, request.user), edition),
    )
    return redirect(edition)


@anyone_signed_in
@never_cache
@require_GET
def job_page(request: SignedInRequest, token: str) -> HttpResponse:
    """Show the progress of a job. `?panel` returns only the panel, for the script that polls."""
    progress = JobProgress(_get_job(request, token), request.user)
    if "panel" in request.GET:
        return render(request, "reports/jobs/panel.html", {"progress": progress})
    if progress.job.output_kind != Output.BUNDLE:
        return redirect(progress.page_url)
    return render(request, "reports/jobs/archive.html", {"progress": progress})


@anyone_signed_in
@require_POST
def retry(request: SignedInRequest, token: str) -> HttpResponse:
    """Request the output of a failed job again."""
    failed = _get_job(request, token)
    try:
        job = retry_job(failed, by=request.user)
    except NoSuchDocument as error:
        raise Http404 from error
    except Refused as refused:
        messages.error(request, " ".join(str(reason) for reason in refused.reasons))
        return redirect(JobProgress(failed, request.user).page_url)
    return redirect(JobProgress(job, request.user).page_url)


@anyone_signed_in
@require_safe
def job_file(request: SignedInRequest, token: str) -> HttpResponseBase:
    """Return the result file to the user who requested it. `?download` sends it as an attachment."""
    job = _get_job(request, token)
    if job.requested_by_id != request.user.pk or not (job.is_done and job.file):
        raise Http404
    try:
        file = default_storage.open(job.file)
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        file,
        as_attachment=job.output_kind != Output.DRAFT or "download" in request.GET,
        filename=job.filename,
        content_type=job.content_type,
    )
    response.headers["Cache-Control"] = NO_STORE
    return response


def get_issue_request(request: SignedInRequest, kind: str, pk: int, correction: str = "") -> IssueRequest:
    """Return the issue request for the URL arguments; raise 404 for an unknown kind."""
    if kind not in DocumentKind.values:
        raise Http404
    return IssueRequest(DocumentKind(kind), pk, request.user, correction)


def _get_job(request: SignedInRequest, token: str) -> Job:
    jobs = Job.objects.visible_to(request.user).select_related("document", "requested_by")
    job: Job = get_object_or_404(jobs.defer("document__snapshot"), token=token)
    return job


def warn_if_joined(request: SignedInRequest, job: Job) -> None:
    """Warn the user when the request joined another user's job, which may have another correction reason."""
    if job.requested_by_id != request.user.pk:
        text = _("%(who)s sudah meminta penerbitan dokumen ini; permintaan Anda digabungkan dengannya.")
        messages.warning(request, text % {"who": job.requested_by})


def notify_if_reused(request: SignedInRequest, job: Job) -> None:
    """Inform the user when an existing result was reused because the content has not changed."""
    if job.is_done:
        messages.info(request, _("Isinya belum berubah sejak berkas ini dibuat; berkas yang sama berlaku."))
