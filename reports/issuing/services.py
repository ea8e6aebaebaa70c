"""Issuing a document: number, data, file and hash come to be together and never change again.

For the management report it is row 8's output, and the only way by which a cycle finishes. A document takes seconds
to make, so it is made before the cycle is locked; behind the lock it is checked that nothing has changed since.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import Max
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
from reports.issuing.requests import IssueRequest, why_not
from reports.models import Document, DocumentKind
from reports.models.document import COLUMN, new_token
from reports.models.numbering import number as number_of
from reports.signing.client import can_sign
from reports.signing.lines import open_lines
from reports.types.registry import DOCUMENT_TYPES

if TYPE_CHECKING:
    from accounts.models import User

ATTEMPTS = 3


class Changed(Exception):
    """What was rendered is no longer what would be issued."""


class ProgressListener:
    """Is told how far an issue has come; this one keeps it to itself."""

    def reading(self) -> None: ...

    def composing(self) -> None: ...

    def storing(self, name: str) -> None:
        """The PDF is about to be stored under `name`."""

    def issued(self, document: Document) -> None:
        """Told inside the transaction that issues: what it raises undoes the issue."""


@dataclass(frozen=True)
class Draft:
    """A document that waits for its lock: everything about it is settled but whether it still holds."""

    wish: IssueRequest
    paper: Any
    replaces: Document | None
    sequence: int
    token: str

    @property
    def imprint(self) -> IssueDetails:
        imprint: IssueDetails = self.paper.heading.imprint
        return imprint


def issue(
    kind: DocumentKind, pk: int, *, by: User, correction: str = "", witness: ProgressListener | None = None
) -> Document:
    """Freezes a document into a numbered PDF; the management report also finishes its cycle.

    With a `correction` it is a new edition that replaces the one in force. Raises `NoSuchDocument`, `MayNot` or
    `NotYet` with the reasons, or `RenderError` when no PDF could be made; then nothing has changed and no file is
    left. Rendering is repeated when the content or the next number changed meanwhile.
    """
    wish, witness = IssueRequest(kind, pk, by, correction.strip()), witness or ProgressListener()
    witness.reading()
    if refusal := why_not(wish):
        raise refusal
    for _attempt in range(ATTEMPTS):
        draft = _draft(wish)
        witness.composing()
        pdf = DOCUMENT_TYPES[kind].render_pdf(draft.paper)
        try:
            return _settle(draft, pdf, witness)
        except Changed:
            continue
    text = _("Data terus berubah selama dokumen dibuat. Dokumen belum diterbitkan; coba lagi sebentar lagi.")
    raise NotYet([Reason("changed", text, wish.url)])


@override("id")
def _draft(wish: IssueRequest) -> Draft:
    at, token, current = timezone.now(), new_token(), wish.current
    number, sequence = _number(wish, current, at)
    imprint = IssueDetails(
        number=number,
        edition=current.edition + 1 if current else 1,
        issued_at=at,
        issued_by=str(wish.by),
        verify_url=settings.SITE_URL + reverse("reports:verify", args=[token]),
        replaces=f"{current.reference}, {format_date(current.issued_at)}" if current else "",
        correction=wish.correction,
        electronic=can_sign(),
    )
    paper = wish.paper()
    return Draft(
        wish, replace(paper, heading=paper.heading.with_issue_details(imprint)), current, sequence, token
    )


def _number(wish: IssueRequest, current: Document | None, at: datetime) -> tuple[str, int]:
    """A later edition keeps its number; else the next free one of the year. Sequences are never reused."""
    if current:
        return current.number, current.sequence
    day = timezone.localdate(at)
    counted = Document.objects.filter(kind=wish.kind, year=day.year)
    sequence = (counted.aggregate(last=Max("sequence"))["last"] or 0) + 1
    while Document.objects.filter(number=number_of(wish.kind, sequence, day)).exists():
        sequence += 1  # a template that was changed within the year may come to a number that is taken
    return number_of(wish.kind, sequence, day), sequence


def _settle(draft: Draft, pdf: bytes, witness: ProgressListener) -> Document:
    """File, row and move in one transaction; the file goes again when any of it fails, even the commit."""
    wish, kept, name = draft.wish, list[str](), random_storage_name("reports", "dokumen.pdf")
    witness.storing(name)
    try:
        with _held(wish):
            if refusal := why_not(wish):
                raise refusal
            _refuse_if_changed(draft)
            kept.append(default_storage.save(name, ContentFile(pdf)))
            document = _record(draft, pdf, kept[0])
            open_lines(document, draft.paper.heading)
            if wish.ends_the_cycle:
                file = IssuedFile(number=document.number, name=document.file, sha256=document.sha256)
                gate.perform(wish.pk, Move.FINISH, by=wish.by, report=file)
            witness.issued(document)
        return document
    except BaseException as error:
        for stored in kept:
            default_storage.delete(stored)
        if isinstance(error, IntegrityError) and _is_overtaken(draft):
            raise Changed from error  # another document took the number or the place in this moment
        raise


@contextmanager
def _held(wish: IssueRequest) -> Iterator[None]:
    cycle_id = wish.cycle_id
    if cycle_id is None:
        with transaction.atomic():
            yield
    else:
        with gate.locked_cycle(cycle_id):
            yield


def _is_overtaken(draft: Draft) -> bool:
    imprint, current = draft.imprint, draft.wish.current
    number = _number(draft.wish, current, imprint.issued_at)
    return current != draft.replaces or number != (imprint.number, draft.sequence)


def _refuse_if_changed(draft: Draft) -> None:
    fresh = draft.wish.paper()
    stamped = replace(fresh, heading=fresh.heading.with_issue_details(draft.imprint))
    if dump(stamped) != dump(draft.paper) or _is_overtaken(draft):
        raise Changed


def _record(draft: Draft, pdf: bytes, name: str) -> Document:
    wish, heading, imprint = draft.wish, draft.paper.heading, draft.imprint
    return Document.objects.create(
        kind=wish.kind,
        **{COLUMN[wish.kind.subject]: wish.pk},
        subject=heading.subject,
        about=heading.cycle,
        number=imprint.number,
        sequence=draft.sequence,
        year=draft.replaces.year if draft.replaces else timezone.localdate(imprint.issued_at).year,
        edition=imprint.edition,
        replaces=draft.replaces,
        correction=imprint.correction,
        snapshot=dump(draft.paper),
        file=name,
        sha256=hashlib.sha256(pdf).hexdigest(),
        size=len(pdf),
        token=draft.token,
        issued_at=imprint.issued_at,
        issued_by=wish.by,
    )
