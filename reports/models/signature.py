"""Electronic signatures, and the lines of the signature block that are signed electronically."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reports.models.document import Document
from reports.models.immutable import ImmutableModel

if TYPE_CHECKING:
    from accounts.models import User


def normalize_nip(nip: str) -> str:
    """Return the NIP (employee number) without spaces and punctuation."""
    return re.sub(r"[\W_]", "", nip)


class SignatureLineQuerySet(models.QuerySet["SignatureLine"]):
    def waiting(self) -> SignatureLineQuerySet:
        """Return the next line to sign of each current edition. Skips lines without a NIP: nobody can sign them."""
        before = SignatureLine.objects.filter(
            document=models.OuterRef("document"), place__lt=models.OuterRef("place"), signature__isnull=True
        ).exclude(nip="")
        return self.filter(
            ~models.Exists(before), signature__isnull=True, document__replaced_by__isnull=True
        ).exclude(nip="")

    def waiting_for(self, user: User) -> SignatureLineQuerySet:
        """Return the lines that the user can sign now: lines with the same NIP as the user."""
        nip = normalize_nip(user.nip)
        return self.waiting().filter(nip=nip) if nip and user.is_staff_side else self.none()


class SignatureLine(ImmutableModel):
    """Line of the signature block: one signatory of an issued document who signs electronically.

    A document issued without a certificate has no lines, because such a document is signed on paper. `nip` is
    normalized.
    """

    document = models.ForeignKey(
        Document, models.PROTECT, related_name="signature_lines", verbose_name=_("dokumen")
    )
    place = models.PositiveSmallIntegerField(_("urutan"))
    act = models.CharField(_("kedudukan"), max_length=60)
    name = models.CharField(_("nama"), max_length=120, blank=True)
    position = models.CharField(_("jabatan"), max_length=120, blank=True)
    nip = models.CharField("NIP", max_length=30, blank=True)

    objects = SignatureLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("baris tanda tangan")
        verbose_name_plural = _("baris tanda tangan")
        ordering = ["document", "place"]
        constraints = [
            models.CheckConstraint(condition=Q(place__gte=1), name="signature_line_place_valid"),
            models.UniqueConstraint(fields=["document", "place"], name="signature_line_once"),
        ]
        indexes = [models.Index(fields=["nip"], name="signature_line_by_nip")]

    def __str__(self) -> str:
        return f"{self.act}: {self.position or self.name}"

    def is_for(self, person: User) -> bool:
        return bool(self.nip) and self.nip == normalize_nip(person.nip) and person.is_staff_side

    @property
    def signed(self) -> Signature | None:
        return getattr(self, "signature", None)

    @property
    def field(self) -> str:
        """Name of the signature field in the PDF."""
        return f"TTD{self.place}"


class Signature(ImmutableModel):
    """Electronic signature of a signature line. `file` is the PDF with this signature and all earlier signatures."""

    line = models.OneToOneField(
        SignatureLine, models.PROTECT, related_name="signature", verbose_name=_("baris tanda tangan")
    )
    signer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("penanda tangan")
    )
    signed_at = models.DateTimeField(_("ditandatangani"))
    file = models.CharField(max_length=200, unique=True)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField(_("ukuran (bita)"))
    certificate = models.CharField(_("sertifikat"), max_length=400)
    fingerprint = models.CharField(_("sidik sertifikat (SHA-256)"), max_length=64)

    class Meta:
        verbose_name = _("tanda tangan elektronik")
        verbose_name_plural = _("tanda tangan elektronik")
        ordering = ["signed_at", "pk"]
        indexes = [models.Index(fields=["sha256"], name="signature_by_sha256")]

    def __str__(self) -> str:
        return f"{self.line}, {self.signer}"

    @property
    def file_url(self) -> str:
        """URL of the PDF with this signature and without later ones."""
        return reverse("reports:file", args=[self.line.document_id]) + f"?revision={self.line.place}"
