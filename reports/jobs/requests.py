"""Asking the worker for a file: who asks twice joins what is open, and what one already has is not made again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from reports.data import dump_text, fingerprint
from reports.issuing.requests import IssueRequest, why_not
from reports.jobs.archive import why_too_much
from reports.models import Document, DocumentKind, Job, Output
from reports.models.job import Status
from reports.models.signature import Signature

if TYPE_CHECKING:
    from accounts.models import User

TRIES = 5  # the open one that is in the way may be finished before it is read


def ask_draft(wish: IssueRequest) -> Job:
    """The document as it would be issued now. Raises `NoSuchDocument`."""
    slot = {"output": Output.DRAFT, "kind": wish.kind, "subject": wish.pk, "requested_by": wish.by}
    return _had(slot, fingerprint(dump_text(wish.paper()))) or _asked(slot)


def ask_sheets(wish: IssueRequest, edition: Document | None = None) -> Job:
    """The tables of an edition, or of the document as it stands now. Raises `NoSuchDocument`."""
    slot: dict[str, Any] = {
        "output": Output.SHEETS,
        "kind": wish.kind,
        "subject": wish.pk,
        "requested_by": wish.by,
        "key": str(edition.pk) if edition else "",
    }
    mark = edition.sha256 if edition else fingerprint(dump_text(wish.paper()))
    return _had(slot, mark) or _asked(slot, document=edition)


def ask_issue(wish: IssueRequest) -> Job:
    """Issues the document, or its next edition; raises `NoSuchDocument` or `Refused` with the reasons.

    Whoever asks while it is being issued joins, also if somebody else has asked for it.
    """
    slot = {"output": Output.ISSUE, "kind": wish.kind, "subject": wish.pk}
    if found := _open(slot):
        return found
    if refusal := why_not(wish):
        raise refusal
    return _asked(slot, requested_by=wish.by, correction=wish.correction.strip())


def ask_bundle(documents: Sequence[Document], *, by: User) -> Job:
    """The files of these documents in one archive; raises `Refused` when they are too many."""
    if refusal := why_too_much(documents):
        raise refusal
    chosen = [each.pk for each in documents]
    signatures = Signature.objects.filter(line__document__in=chosen).count()  # they only become more
    key = hashlib.sha256(repr((chosen, signatures)).encode()).hexdigest()
    slot = {"output": Output.BUNDLE, "requested_by": by, "key": key}
    return _had(slot, key) or _asked(slot, chosen=chosen)


def ask_again(failed: Job, *, by: User) -> Job:
    """The same once more, by the rights and the content of now."""
    if failed.what == Output.BUNDLE:
        documents = Document.objects.visible_to(by).filter(pk__in=failed.chosen)
        return ask_bundle(list(documents.defer("snapshot").order_by("pk")), by=by)
    wish = IssueRequest(DocumentKind(failed.kind), failed.subject, by, failed.correction)
    if failed.what == Output.ISSUE:
        return ask_issue(wish)
    return ask_draft(wish) if failed.what == Output.DRAFT else ask_sheets(wish, failed.document)


def _open(slot: dict[str, Any]) -> Job | None:
    return Job.objects.open().filter(**slot).first()


def _had(slot: dict[str, Any], mark: str) -> Job | None:
    return Job.objects.filter(**slot, status=Status.DONE, fingerprint=mark).first()


def _asked(slot: dict[str, Any], **more: Any) -> Job:
    """The one that is open, or a new one; the database lets no second one in."""
    for _try in range(TRIES):
        if found := _open(slot):
            return found
        with suppress(IntegrityError), transaction.atomic():
            return Job.objects.create(**slot, **more)
    raise RuntimeError(f"{slot} is neither open nor can it be opened")
