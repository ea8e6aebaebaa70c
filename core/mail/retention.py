"""Deletion of old sent mail. Failed mail stays, so that administrators see it."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from core.mail.models import OutgoingMail


def delete_old_mail() -> int:
    """Delete mail that was sent more than `KEEP_SENT_MAIL_DAYS` ago, and return how many.

    The key of a stored mail prevents a duplicate, so the setting is longer than the time in which an event can recur.
    """
    before = timezone.now() - timedelta(days=settings.KEEP_SENT_MAIL_DAYS)
    return OutgoingMail.objects.filter(sent_at__lt=before).delete()[0]
