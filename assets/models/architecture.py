"""Versioned documents that describe the infrastructure: the SOP row 1 input "Arsitektur infrastruktur"."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files import File
from django.db import models, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.files.names import random_storage_name

if TYPE_CHECKING:
    from accounts.models import User


def architecture_name(version: ArchitectureVersion, filename: str) -> str:
    return random_storage_name("architecture", filename)


class ArchitectureDocumentQuerySet(models.QuerySet["ArchitectureDocument"]):
    def visible_to(self, user: User) -> ArchitectureDocumentQuerySet:
        return self if user.is_staff_side else self.none()


class ArchitectureDocument(models.Model):
    """Drawing or description of the infrastructure; the files are stored as versions of the document."""

    title = models.CharField(
        _("judul"),
        max_length=160,
        unique=True,
        error_messages={
            "unique": _("Judul ini sudah dipakai; unggah berkas sebagai versi baru dokumen itu.")
        },
    )
    description = models.TextField(_("keterangan"), blank=True)

    objects = ArchitectureDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("dokumen arsitektur")
        verbose_name_plural = _("dokumen arsitektur")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("assets:architecture_detail", args=[self.pk])

    @transaction.atomic
    def add_version(
        self, upload: File[Any], content_type: str, *, by: User, note: str = ""
    ) -> ArchitectureVersion:
        """Store `upload` as the next version. The row lock gives simultaneous uploads different numbers."""
        ArchitectureDocument.objects.select_for_update().get(pk=self.pk)
        last = self.versions.aggregate(last=Max("number"))["last"] or 0
        return self.versions.create(
            number=last + 1,
            file=upload,
            original_name=(upload.name or "")[-200:],
            content_type=content_type,
            size=upload.size,
            sha256=sha256_of(upload),
            note=note,
            uploaded_by=by,
        )


def sha256_of(file: File[Any]) -> str:
    """Return the SHA-256 hash of the file in hexadecimal, and move the read position back to the start."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


class ArchitectureVersionQuerySet(models.QuerySet["ArchitectureVersion"]):
    def visible_to(self, user: User) -> ArchitectureVersionQuerySet:
        return self if user.is_staff_side else self.none()


class ArchitectureVersion(models.Model):
    """One uploaded file of a document; a version never changes, because every new file becomes a new version."""

    document = models.ForeignKey(ArchitectureDocument, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("versi"))
    file = models.FileField(_("berkas"), upload_to=architecture_name)
    original_name = models.CharField(_("nama berkas"), max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("ukuran"))
    sha256 = models.CharField("SHA-256", max_length=64)
    note = models.CharField(_("perubahan"), max_length=300, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("diunggah oleh")
    )
    uploaded_at = models.DateTimeField(_("diunggah"), auto_now_add=True)

    objects = ArchitectureVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("versi dokumen arsitektur")
        verbose_name_plural = _("versi dokumen arsitektur")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="architecture_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.document} v{self.number}"
