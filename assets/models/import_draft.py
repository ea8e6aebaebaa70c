"""Drafts of CSV imports: the uploaded file is stored between the steps of the import.

Only the owner can see a draft. A draft expires after one day; expired drafts are deleted at the next upload.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User

RETENTION: Final = timedelta(days=1)


class ImportDraftQuerySet(models.QuerySet["ImportDraft"]):
    def visible_to(self, user: User) -> ImportDraftQuerySet:
        """Return the drafts of this user that are less than a day old."""
        return self.filter(owner=user, created_at__gte=timezone.now() - RETENTION)

    def store(self, content: bytes, *, filename: str, by: User) -> ImportDraft:
        """Store the file and delete expired drafts of all users."""
        self.filter(created_at__lt=timezone.now() - RETENTION).delete()
        return self.create(owner=by, filename=filename[-200:], content=content)


class ImportDraft(models.Model):
    """Unfinished CSV import; `columns` maps field names to the headers of the columns."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    filename = models.CharField(_("nama berkas"), max_length=200)
    content = models.BinaryField()
    columns = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = ImportDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("impor yang belum selesai")
        verbose_name_plural = _("impor yang belum selesai")

    def __str__(self) -> str:
        return self.filename

    def set_columns(self, columns: Mapping[str, str]) -> None:
        self.columns = dict(columns)
        self.save(update_fields=["columns"])
