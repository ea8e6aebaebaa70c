"""Sending what the outbox holds: one mail at a time, leased from the database, tried again with growing pauses.

Two workers never take the same mail. A worker that dies between the mail server's yes and our note of it leaves
a lease behind that runs out; then the mail goes again with the same Message-ID, by which mail programs know it.
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

LEASE: Final = timedelta(minutes=10)  # far longer than the mail server is waited for
PAUSES: Final = [timedelta(minutes=n) for n in (1, 5, 30, 120, 360, 720, 1440)]


def send_due(limit: int = 100) -> int:
    """Sends what is due, at most `limit` mails; returns how many. A failure ends the turn: the next may fare better."""
    for sent in range(limit):
        mail = _lease()
        if mail is None or not _sent(mail):
            return sent
    return limit


def _lease() -> OutgoingMail | None:
    """The next mail that is due, put out of every other worker's reach until the lease ends."""
    now = timezone.now()
    with transaction.atomic():
        due = OutgoingMail.objects.due(now)
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        mail = due.first()  # SQLite lets one writer in at a time, so there the transaction is the lock
        if mail:
            mail.attempts += 1
            mail.next_attempt_at = now + LEASE
            mail.save(update_fields=["attempts", "next_attempt_at"])
    return mail


def _sent(mail: OutgoingMail) -> bool:
    try:
        _message(mail).send()
    except Exception as error:  # whatever failed, the other mails and the worker go on
        _postpone(mail, error)
        return False
    mail.sent_at, mail.next_attempt_at, mail.context, mail.last_error = timezone.now(), None, {}, ""
    mail.save(update_fields=["sent_at", "next_attempt_at", "context", "last_error"])
    logger.info("mail %s (%s) sent", mail.pk, mail.template)
    return True


def _postpone(mail: OutgoingMail, error: Exception) -> None:
    """Only the kind of the error is kept and logged: its words may hold addresses."""
    code = getattr(error, "smtp_code", "")
    mail.last_error = f"{type(error).__name__} {code}".strip()[:120]
    rest = PAUSES[mail.attempts - 1 :]
    mail.next_attempt_at = timezone.now() + rest[0] if rest else None
    mail.save(update_fields=["next_attempt_at", "last_error"])
    fate = "will be tried again" if rest else "is given up"
    logger.warning("mail %s (%s) %s: %s", mail.pk, mail.template, fate, mail.last_error)


def _message(mail: OutgoingMail) -> EmailMultiAlternatives:
    with translation.override(mail.language):
        words = render_email(mail)
    name = hashlib.sha256(mail.key.encode()).hexdigest()[:32]
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" >")
    headers = {"Message-ID": f"<{name}@{host}>", "Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(words.subject, words.text, to=[mail.to], headers=headers)
    message.attach_alternative(words.html, "text/html")
    return message
