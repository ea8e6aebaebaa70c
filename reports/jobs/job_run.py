"""One run of a job by a worker: records progress, and ends with one result or one failure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.utils import timezone

from core.files.names import random_storage_name
from reports.issuing.services import ProgressListener
from reports.models import Document, Job
from reports.models.job import Status, Step


class LeaseLost(Exception):
    """Another worker has taken over the job, because this worker's lease expired."""


def lease_end() -> datetime:
    """Return the expiry time of a lease that starts now. A lease lasts longer than any single step."""
    return timezone.now() + timedelta(seconds=settings.PDF_SECONDS + 60)


class JobRun(ProgressListener):
    """Writes progress and the result to the job. Every write raises `LeaseLost` once another worker has the lease."""

    def __init__(self, job: Job) -> None:
        self.job = job

    def on_reading(self) -> None:
        self._update(step=Step.READING)

    def on_composing(self) -> None:
        self._update(step=Step.COMPOSING)

    def on_storing(self, name: str) -> None:
        """Record the file name before the file exists, so that a file left by a crashed worker can be deleted."""
        self.job.delete_file()
        self._update(step=Step.STORING, file=name)

    def on_issued(self, document: Document) -> None:
        """Finish the job in the issuing transaction, so that job and document are either both committed or both not."""
        self._finish(Status.DONE, document=document, file="")

    def store_result(self, content: File[bytes], filename: str, fingerprint: str) -> None:
        """Store the file as the result of the job and finish it."""
        name = random_storage_name("renderings", filename)
        self.on_storing(name)
        default_storage.save(name, content)
        try:
            self._finish(Status.DONE, filename=filename, fingerprint=fingerprint)
        except BaseException:
            default_storage.delete(name)
            raise

    def fail(self, sentence: str) -> None:
        """Delete the stored file and finish the job as failed. `sentence` is shown to the user."""
        self.job.delete_file()
        self._finish(Status.FAILED, error_message=sentence, file="")

    def _finish(self, status: Status, **fields: Any) -> None:
        # When the clock was set back, a job must still not finish before it was created.
        at = max(timezone.now(), self.job.created_at)
        self._update(status=status, finished_at=at, **fields)

    def _update(self, **fields: Any) -> None:
        own_lease = Job.objects.filter(pk=self.job.pk, status=Status.RUNNING, attempts=self.job.attempts)
        if not own_lease.update(lease_until=lease_end(), **fields):
            raise LeaseLost
        for name, value in fields.items():
            setattr(self.job, name, value)
