"""Issue a document: create its number, data snapshot, PDF file and hash together. They never change afterwards.

Issuing the management report (output of SOP row 8) is the only way to finish a cycle. Rendering takes seconds, so the
PDF is rendered before the cycle is locked; under the lock the content and the number are compared again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core.files.names import random_storage_name
from core.i18n.formats import format_date
from maintenance import gate
from maintenance.guards import IssuedFile
from maintenance.reasons import NotYet, Reason
from maintenance.sop import Move
from reports.data import IssueDetails, dump
from reports.issuing.numbering import number_for
from reports.issuing.requests import IssueRequest, find_issue_refusal
from reports.models import Document, DocumentKind
from reports.models.document import SUBJECT_COLUMNS, new_token
from reports.signing.client import can_sign
from reports.signing.lines import create_signature_lines
from reports.types.registry import DOCUMENT_TYPES

if TYPE_CHECKING:
    from accounts.models import User

MAX_ATTEMPTS = 3


class ContentChanged(Exception):
    """The content or the number changed after the PDF was rendered."""


class ProgressListener:
    """Receives progress calls from `issue`; this base class does nothing. `JobRun` records them on a job."""

    def on_reading(self) -> None: ...

    def on_composing(self) -> None: ...

    def on_storing(self, name: str) -> None:
        """Called before the PDF is written to the storage under the file name `name`."""

    def on_issued(self, document: Document) -> None:
        """Called inside the issuing transaction. An exception rolls back the transaction, and no document is issued."""


@dataclass(frozen=True)
class PreparedIssue:
    """Data, number and token of a document to issue, and the edition that the document replaces."""

    issue_request: IssueRequest
    data: Any
    replaces: Document | None
    sequence: int
    token: str

    @property
    def issue_details(self) -> IssueDetails:
        details: IssueDetails = self.data.heading.imprint
        return details


def issue(
    kind: DocumentKind, pk: int, *, by: User, correction: str = "", listener: ProgressListener | None = None
) -> Document:
    """Issue a document as a numbered PDF. Issuing the management report also finishes its cycle.

    With a `correction`, issues a new edition that replaces the current one. Raises `NoSuchDocument`, `MayNot` or
    `NotYet` with the reasons, or `RenderError` when rendering failed; then nothing has changed and no file is left.
    Renders again, up to `MAX_ATTEMPTS` times, when the content or the next number changed meanwhile.
    """
    issue_request, listener = IssueRequest(kind, pk, by, correction.strip()), listener or ProgressListener()
    listener.on_reading()
    if refusal := find_issue_refusal(issue_request):
        raise refusal
    for _attempt in range(MAX_ATTEMPTS):
        prepared = _prepare(issue_request)
        listener.on_composing()
        pdf = DOCUMENT_TYPES[kind].render_pdf(prepared.data)
        try:
            return _store(prepared, pdf, listener)
        except ContentChanged:
            continue
    text = _("Data terus berubah selama dokumen dibuat. Dokumen belum diterbitkan; coba lagi sebentar lagi.")
    raise NotYet([Reason("changed", text, issue_request.url)])


@override("id")
def _prepare(issue_request: IssueRequest) -> PreparedIssue:
    at, token, current = timezone.now(), new_token(), issue_request.current
    number, sequence = number_for(issue_request.kind, current, timezone.localdate(at))
    issue_details = IssueDetails(
        number=number,
        edition=current.edition + 1 if current else 1,
        issued_at=at,
        issued_by=str(issue_request.by),
        verify_url=settings.SITE_URL + reverse("reports:verify", args=[token]),
        replaces=f"{current.reference}, {format_date(current.issued_at)}" if current else "",
        correction=issue_request.correction,
        electronic=can_sign(),
    )
    data = issue_request.collect()
    return PreparedIssue(
        issue_request,
        replace(data, heading=data.heading.with_issue_details(issue_details)),
        current,
        sequence,
        token,
    )


def _store(prepared: PreparedIssue, pdf: bytes, listener: ProgressListener) -> Document:
    """Store the file, the row and the move in one transaction; delete the file when any part fails, even the commit."""
    issue_request = prepared.issue_request
    stored_names: list[str] = []
    name = random_storage_name("reports", "dokumen.pdf")
    listener.on_storing(name)
    try:
        with _locked_subject(issue_request):
            if refusal := find_issue_refusal(issue_request):
                raise refusal
            _raise_if_changed(prepared)
            stored_names.append(default_storage.save(name, ContentFile(pdf)))
            document = _create_document(prepared, pdf, stored_names[0])
            create_signature_lines(document, prepared.data.heading)
            if issue_request.ends_the_cycle:
                file = IssuedFile(number=document.number, name=document.file, sha256=document.sha256)
                gate.perform(issue_request.pk, Move.FINISH, by=issue_request.by, report=file)
            listener.on_issued(document)
        return document
    except BaseException as error:
        for stored_name in stored_names:
            default_storage.delete(stored_name)
        if isinstance(error, IntegrityError) and _is_overtaken(prepared):
            raise ContentChanged from error  # a concurrent issue took the number or created the edition
        raise


@contextmanager
def _locked_subject(issue_request: IssueRequest) -> Iterator[None]:
    cycle_id = issue_request.cycle_id
    if cycle_id is None:
        with transaction.atomic():
            yield
    else:
        with gate.locked_cycle(cycle_id):
            yield


def _is_overtaken(prepared: PreparedIssue) -> bool:
    issue_details, current = prepared.issue_details, prepared.issue_request.current
    number = number_for(prepared.issue_request.kind, current, timezone.localdate(issue_details.issued_at))
    return current != prepared.replaces or number != (issue_details.number, prepared.sequence)


def _raise_if_changed(prepared: PreparedIssue) -> None:
    current_data = prepared.issue_request.collect()
    expected = replace(current_data, heading=current_data.heading.with_issue_details(prepared.issue_details))
    if dump(expected) != dump(prepared.data) or _is_overtaken(prepared):
        raise ContentChanged


def _create_document(prepared: PreparedIssue, pdf: bytes, name: str) -> Document:
    issue_request, heading, issue_details = (
        prepared.issue_request,
        prepared.data.heading,
        prepared.issue_details,
    )
    return Document.objects.create(
        kind=issue_request.kind,
        **{SUBJECT_COLUMNS[issue_request.kind.subject]: issue_request.pk},
        subject=heading.subject,
        about=heading.cycle,
        number=issue_details.number,
        sequence=prepared.sequence,
        year=prepared.replaces.year
        if prepared.replaces
        else timezone.localdate(issue_details.issued_at).year,
        edition=issue_details.edition,
        replaces=prepared.replaces,
        correction=issue_details.correction,
        snapshot=dump(prepared.data),
        file=name,
        sha256=hashlib.sha256(pdf).hexdigest(),
        size=len(pdf),
        token=prepared.token,
        issued_at=issue_details.issued_at,
        issued_by=issue_request.by,
    )
