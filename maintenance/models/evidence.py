"""Evidence (bukti): a photo or document attached to an activity, with hashes of the received and the stored file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from core.db.constraints import choices_constraint
from core.files.inspection import EXTENSIONS
from core.files.names import download_filename, random_storage_name
from core.i18n.formats import format_number
from maintenance.models.activity import Activity
from maintenance.models.round import Round
from plans.models import EvidencePurpose

if TYPE_CHECKING:
    from accounts.models import User


def evidence_path(evidence: Evidence, filename: str) -> str:
    return random_storage_name("evidence", filename)


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: User) -> EvidenceQuerySet:
        if user.is_staff_side:
            return self
        return self.filter(activity__work_order__round__in=Round.objects.visible_to(user))


class Evidence(models.Model):
    """A file stored under a random name and served only to users who may see the work order. `size` is in bytes."""

    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="evidence", verbose_name=_("kegiatan")
    )
    purpose = models.CharField(
        _("jenis bukti"), max_length=10, choices=EvidencePurpose.choices, default=EvidencePurpose.PHOTO
    )
    caption = models.CharField(_("keterangan"), max_length=200, blank=True)
    file = models.FileField(upload_to=evidence_path)
    thumbnail = models.FileField(upload_to=evidence_path, blank=True)
    content_type = models.CharField(max_length=100)
    original_name = models.CharField(_("nama berkas"), max_length=200)
    size = models.PositiveIntegerField(_("ukuran"))
    sha256_received = models.CharField(max_length=64, db_index=True)
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    taken_at = models.DateTimeField(_("diambil"), null=True, blank=True)
    latitude = models.DecimalField(_("lintang"), max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("bujur"), max_digits=9, decimal_places=6, null=True, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("diunggah"), default=timezone.now)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("bukti")
        verbose_name_plural = _("bukti")
        ordering = ["pk"]
        constraints = [
            choices_constraint("purpose", EvidencePurpose, "evidence_purpose_valid"),
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="evidence_place_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def download_name(self) -> str:
        """Safe file name for downloads. The extension comes from the detected content type, not from the upload."""
        return download_filename(self.original_name, EXTENSIONS.get(self.content_type, "bin"))

    @property
    def place(self) -> str:
        """Position of the camera for display: -6.2, 106.8 becomes 6,200000° LS, 106,800000° BT."""
        if self.latitude is None or self.longitude is None:
            return ""
        return gettext("%(latitude)s° %(ns)s, %(longitude)s° %(ew)s") % {
            "latitude": format_number(abs(self.latitude), 6),
            "ns": pgettext("arah", "LS") if self.latitude < 0 else pgettext("arah", "LU"),
            "longitude": format_number(abs(self.longitude), 6),
            "ew": pgettext("arah", "BB") if self.longitude < 0 else pgettext("arah", "BT"),
        }

    @property
    def is_photo(self) -> bool:
        return self.content_type.startswith("image/")
