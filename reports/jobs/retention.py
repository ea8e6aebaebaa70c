"""Forgetting what was made: drafts, spreadsheets and archives are kept for a day."""

from __future__ import annotations

from django.utils import timezone

from reports.models import Job
from reports.models.job import KEPT


def delete_old_files() -> int:
    """Deletes old orders and their files, the files first, so that none is left without a row; returns how many.

    What is still open stays, however long no worker ran: its person waits for it, and its file may be in the making.
    """
    old = list(Job.objects.filter(finished_at__lt=timezone.now() - KEPT))
    for each in old:
        each.drop_file()
        each.delete()
    return len(old)
