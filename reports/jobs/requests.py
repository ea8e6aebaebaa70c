"""Creates jobs.

A second request returns the open job. A finished job with unchanged content is reused, so that the file is not
produced again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from reports.data import dump_text, fingerprint
from reports.issuing.requests import IssueRequest, find_issue_refusal
from reports.jobs.archive import find_archive_refusal
from reports.models import Document, DocumentKind, Job, Output
from reports.models.job import Status
from reports.models.signature import Signature

if TYPE_CHECKING:
    from accounts.models import User

MAX_TRIES = 5  # an open job that blocks the creation may finish before it is read


def request_draft(issue_request: IssueRequest) -> Job:
    """Request a PDF draft of the document with its current data. Raises `NoSuchDocument`."""
    slot = {
        "output": Output.DRAFT,
        "kind": issue_request.kind,
        "subject": issue_request.pk,
        "requested_by": issue_request.by,
    }
    return _reusable_job(slot, fingerprint(dump_text(issue_request.collect()))) or _get_or_create_open(slot)


def request_workbook(issue_request: IssueRequest, edition: Document | None = None) -> Job:
    """Request the XLSX workbook of an edition, or of the current data. Raises `NoSuchDocument`."""
    slot: dict[str, Any] = {
        "output": Output.SHEETS,
        "kind": issue_request.kind,
        "subject": issue_request.pk,
        "requested_by": issue_request.by,
        "key": str(edition.pk) if edition else "",
    }
    content_fingerprint = edition.sha256 if edition else fingerprint(dump_text(issue_request.collect()))
    return _reusable_job(slot, content_fingerprint) or _get_or_create_open(slot, document=edition)


def request_issue(issue_request: IssueRequest) -> Job:
    """Request the issue of the document or of its next edition. Raises `NoSuchDocument`, or `Refused` with the reasons.

    While the document is being issued, returns the open job, even when another user requested it.
    """
    slot = {"output": Output.ISSUE, "kind": issue_request.kind, "subject": issue_request.pk}
    if job := _open_job(slot):
        return job
    if refusal := find_issue_refusal(issue_request):
        raise refusal
    return _get_or_create_open(
        slot, requested_by=issue_request.by, correction=issue_request.correction.strip()
    )


def request_archive(documents: Sequence[Document], *, by: User) -> Job:
    """Request a ZIP archive of these documents. Raises `Refused` when there are none or too many."""
    if refusal := find_archive_refusal(documents):
        raise refusal
    chosen = [each.pk for each in documents]
    signatures = Signature.objects.filter(
        line__document__in=chosen
    ).count()  # signatures are never deleted, so the count changes with each new one
    key = hashlib.sha256(repr((chosen, signatures)).encode()).hexdigest()
    slot = {"output": Output.BUNDLE, "requested_by": by, "key": key}
    return _reusable_job(slot, key) or _get_or_create_open(slot, chosen=chosen)


def retry_job(failed: Job, *, by: User) -> Job:
    """Create a new request for the output of a job, with the current rights of the user and the current data."""
    if failed.output_kind == Output.BUNDLE:
        documents = Document.objects.visible_to(by).filter(pk__in=failed.chosen)
        return request_archive(list(documents.defer("snapshot").order_by("pk")), by=by)
    issue_request = IssueRequest(DocumentKind(failed.kind), failed.subject, by, failed.correction)
    if failed.output_kind == Output.ISSUE:
        return request_issue(issue_request)
    return (
        request_draft(issue_request)
        if failed.output_kind == Output.DRAFT
        else request_workbook(issue_request, failed.document)
    )


def _open_job(slot: dict[str, Any]) -> Job | None:
    return Job.objects.open().filter(**slot).first()


def _reusable_job(slot: dict[str, Any], content_fingerprint: str) -> Job | None:
    return Job.objects.filter(**slot, status=Status.DONE, fingerprint=content_fingerprint).first()


def _get_or_create_open(slot: dict[str, Any], **fields: Any) -> Job:
    """Return the open job or create one. A unique constraint allows one open job for each slot."""
    for _try in range(MAX_TRIES):
        if job := _open_job(slot):
            return job
        with suppress(IntegrityError), transaction.atomic():
            return Job.objects.create(**slot, **fields)
    raise RuntimeError(f"{slot} is neither open nor can it be created")
