"""Writing a mail into the outbox, inside the transaction of what it tells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from uuid import uuid4

from django.db import transaction

from core.mail.models import OutgoingMail
from core.mail.templates import EmailTemplate, Recipient


def enqueue(letter: EmailTemplate, *, to: Iterable[Recipient], about: str) -> None:
    """Writes `letter` to each reader once; `about` names the event, so that telling it again writes nothing."""
    OutgoingMail.objects.bulk_create(
        [_addressed(letter, reader, about) for reader in to], ignore_conflicts=True
    )


def preview(letter: EmailTemplate, *, to: Recipient) -> None:
    """The same work in the database, and no mail: so that nobody can tell from the time whether one was written."""
    with transaction.atomic():
        mail = _addressed(letter, to, str(uuid4()))
        mail.next_attempt_at = None
        mail.save(force_insert=True)
        mail.delete()


def _addressed(letter: EmailTemplate, reader: Recipient, about: str) -> OutgoingMail:
    return OutgoingMail(
        key=f"{letter.template}:{about}:{reader.pk}",
        to=reader.email,
        language=reader.language,
        template=letter.template,
        context={**asdict(letter), "name": str(reader)},
    )
