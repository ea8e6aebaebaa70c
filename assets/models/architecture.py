"""Row 1's input "Arsitektur infrastruktur": documents that describe the infrastructure, with versions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.files import private_name


def architecture_name(version: ArchitectureVersion, filename: str) -> str:
    return private_name("architecture", filename)


class ArchitectureDocument(models.Model):
    """A drawing or description of the infrastructure; its content is in its versions."""

    title = models.CharField(_("judul"), max_length=160, unique=True)
    description = models.TextField(_("keterangan"), blank=True)

    class Meta:
        verbose_name = _("dokumen arsitektur")
        verbose_name_plural = _("dokumen arsitektur")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("assets:architecture_detail", args=[self.pk])


class ArchitectureVersion(models.Model):
    """One uploaded state of a document; never changed, only followed by the next."""

    document = models.ForeignKey(ArchitectureDocument, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("versi"))
    file = models.FileField(_("berkas"), upload_to=architecture_name)
    original_name = models.CharField(_("nama berkas"), max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("ukuran"))
    sha256 = models.CharField("SHA-256", max_length=64)
    note = models.CharField(_("perubahan"), max_length=300, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("diunggah"), auto_now_add=True)

    class Meta:
        verbose_name = _("versi dokumen arsitektur")
        verbose_name_plural = _("versi dokumen arsitektur")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="architecture_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.document} v{self.number}"
