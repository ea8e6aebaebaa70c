"""Acknowledgements of documents by managers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports.models.document import Document
from reports.models.immutable import ImmutableModel


class Acknowledgement(ImmutableModel):
    """Acknowledgement of a document by a manager."""

    document = models.ForeignKey(
        Document, models.PROTECT, related_name="acknowledgements", verbose_name=_("dokumen")
    )
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="acknowledgements", verbose_name=_("manajer")
    )
    note = models.TextField(_("catatan"), blank=True)
    at = models.DateTimeField(_("waktu"), default=timezone.now)

    class Meta:
        verbose_name = _("tanda mengetahui")
        verbose_name_plural = _("tanda mengetahui")
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["document", "manager"], name="acknowledged_once")]

    def __str__(self) -> str:
        return f"{self.manager}: {self.document}"
