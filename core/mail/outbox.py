"""Functions that enqueue mail inside the transaction of its cause."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from uuid import uuid4

from django.db import transaction

from core.mail.models import OutgoingMail
from core.mail.templates import EmailTemplate, Recipient


def enqueue(email: EmailTemplate, *, to: Iterable[Recipient], event_key: str) -> None:
    """Enqueue `email` once for each recipient.

    `event_key` identifies the event. A second call for the same template, event and recipient enqueues nothing.
    """
    OutgoingMail.objects.bulk_create(
        [_outgoing_mail(email, recipient, event_key) for recipient in to], ignore_conflicts=True
    )


def enqueue_and_discard(email: EmailTemplate, *, to: Recipient) -> None:
    """Do the database work of `enqueue` without enqueuing mail, so that response times do not reveal an account."""
    with transaction.atomic():
        mail = _outgoing_mail(email, to, str(uuid4()))
        mail.next_attempt_at = None
        mail.save(force_insert=True)
        mail.delete()


def _outgoing_mail(email: EmailTemplate, recipient: Recipient, event_key: str) -> OutgoingMail:
    return OutgoingMail(
        key=f"{email.template}:{event_key}:{recipient.pk}",
        to=recipient.email,
        language=recipient.language,
        template=email.template,
        context={**asdict(email), "name": str(recipient)},
    )
