"""Delivery of enqueued mail: one mail at a time, with a lease in the database and growing pauses between attempts.

Two workers never send the same mail. If a worker dies after the mail server accepted a mail and before this is stored,
the lease expires and the mail is sent again with the same Message-ID, so that mail programs recognize the duplicate.
"""

from __future__ import annotations

import hashlib
import logging
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.utils import timezone, translation

from core.mail.models import OutgoingMail
from core.mail.rendering import render_email

logger = logging.getLogger(__name__)

LEASE_DURATION: Final = timedelta(minutes=10)  # much longer than EMAIL_TIMEOUT
RETRY_PAUSES: Final = [timedelta(minutes=n) for n in (1, 5, 30, 120, 360, 720, 1440)]


def send_due(limit: int = 100) -> int:
    """Send the mails that are due, at most `limit`, and return how many. Stop after a failure until the next run."""
    for sent in range(limit):
        mail = _lease_next()
        if mail is None or not _send(mail):
            return sent
    return limit


def _lease_next() -> OutgoingMail | None:
    """Return the next due mail, or None. Other workers skip it until the lease expires."""
    now = timezone.now()
    with transaction.atomic():
        due = OutgoingMail.objects.due(now)
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        mail = due.first()  # SQLite runs one write transaction at a time, so it needs no row lock
        if mail:
            mail.attempts += 1
            mail.next_attempt_at = now + LEASE_DURATION
            mail.save(update_fields=["attempts", "next_attempt_at"])
    return mail


def _send(mail: OutgoingMail) -> bool:
    try:
        _message(mail).send()
    except Exception as error:  # one failed mail must not stop the worker
        _postpone(mail, error)
        return False
    mail.sent_at, mail.next_attempt_at, mail.context, mail.last_error = timezone.now(), None, {}, ""
    mail.save(update_fields=["sent_at", "next_attempt_at", "context", "last_error"])
    logger.info("mail %s (%s) sent", mail.pk, mail.template)
    return True


def _postpone(mail: OutgoingMail, error: Exception) -> None:
    """Schedule the next attempt. Store and log only the type of the error, because its text may contain addresses."""
    code = getattr(error, "smtp_code", "")
    mail.last_error = f"{type(error).__name__} {code}".strip()[:120]
    pauses = RETRY_PAUSES[mail.attempts - 1 :]
    mail.next_attempt_at = timezone.now() + pauses[0] if pauses else None
    mail.save(update_fields=["next_attempt_at", "last_error"])
    outcome = "will be tried again" if pauses else "is given up"
    logger.warning("mail %s (%s) %s: %s", mail.pk, mail.template, outcome, mail.last_error)


def _message(mail: OutgoingMail) -> EmailMultiAlternatives:
    with translation.override(mail.language):
        rendered = render_email(mail)
    name = hashlib.sha256(mail.key.encode()).hexdigest()[:32]
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" >")
    headers = {"Message-ID": f"<{name}@{host}>", "Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(rendered.subject, rendered.text, to=[mail.to], headers=headers)
    message.attach_alternative(rendered.html, "text/html")
    return message
