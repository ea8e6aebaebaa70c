"""Deletion of finished jobs with their files, after the retention time."""

from __future__ import annotations

from django.utils import timezone

from reports.models import Job
from reports.models.job import RETENTION


def delete_old_files() -> int:
    """Delete finished jobs older than the retention time and return how many.

    Deletes the file before the row, so that no file is left without a row. Open jobs are never deleted, even when no
    worker ran for a long time: a user waits for them, and the file may be in progress.
    """
    expired = list(Job.objects.filter(finished_at__lt=timezone.now() - RETENTION))
    for each in expired:
        each.delete_file()
        each.delete()
    return len(expired)
