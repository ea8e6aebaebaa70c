"""A worker's turn at an order: it says how far it is, and ends in one result or one failure."""

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
    """Another worker has taken the order over, because this one was thought dead."""


def lease_end() -> datetime:
    """Longer than any single step takes."""
    return timezone.now() + timedelta(seconds=settings.PDF_SECONDS + 60)


class JobRun(ProgressListener):
    """Every word of it holds only as long as the lease is this worker's own; else it raises `LeaseLost`."""

    def __init__(self, order: Job) -> None:
        self.order = order

    def reading(self) -> None:
        self._note(step=Step.READING)

    def composing(self) -> None:
        self._note(step=Step.COMPOSING)

    def storing(self, name: str) -> None:
        """The name is noted before the file is there, so that none is left behind by a worker that dies."""
        self.order.drop_file()
        self._note(step=Step.STORING, file=name)

    def issued(self, document: Document) -> None:
        """In the transaction of the issue: either both hold or neither."""
        self._end(Status.DONE, document=document, file="")

    def keep(self, content: File[bytes], filename: str, fingerprint: str) -> None:
        """Stores what was made; it is the result."""
        name = random_storage_name("renderings", filename)
        self.storing(name)
        default_storage.save(name, content)
        try:
            self._end(Status.DONE, filename=filename, fingerprint=fingerprint)
        except BaseException:
            default_storage.delete(name)
            raise

    def fail(self, sentence: str) -> None:
        """What was stored goes; the sentence is for the person."""
        self.order.drop_file()
        self._end(Status.FAILED, sentence=sentence, file="")

    def _end(self, status: Status, **fields: Any) -> None:
        # A clock that was set back makes nothing end before it began.
        at = max(timezone.now(), self.order.created_at)
        self._note(status=status, finished_at=at, **fields)

    def _note(self, **fields: Any) -> None:
        mine = Job.objects.filter(pk=self.order.pk, status=Status.RUNNING, attempts=self.order.attempts)
        if not mine.update(lease_until=lease_end(), **fields):
            raise LeaseLost
        for name, value in fields.items():
            setattr(self.order, name, value)
