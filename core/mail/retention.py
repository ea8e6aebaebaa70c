"""Forgetting mail that was sent long ago; what could not be sent stays, so that somebody can see that it failed."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from core.mail.models import OutgoingMail


def delete_old_mail() -> int:
    """Deletes what was sent more than `KEEP_SENT_MAIL_DAYS` ago; returns how many.

    The key of a mail keeps it from being written twice. The setting is longer than any event is told again.
    """
    before = timezone.now() - timedelta(days=settings.KEEP_SENT_MAIL_DAYS)
    return OutgoingMail.objects.filter(sent_at__lt=before).delete()[0]
