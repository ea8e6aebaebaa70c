"""Institution: letterhead, signatories of documents and the on-plan target."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Signatory:
    """One line of the signature block in documents.

    `act` says in which role the person signs, such as "Disusun oleh".
    """

    act: str
    name: str
    position: str
    nip: str


class Institution(models.Model):
    """Settings of the institution, stored in a single row. Issued documents keep the values of the day of issue."""

    name = models.CharField(_("nama institusi"), max_length=160, default="Institut Teknologi Bandung")
    directorate = models.CharField(
        _("direktorat"), max_length=160, blank=True, default="Direktorat Sistem dan Teknologi Informasi"
    )
    unit = models.CharField(_("unit"), max_length=160, default="Seksi Operasional")
    address = models.TextField(_("alamat"), blank=True)
    logo = models.CharField(_("logo"), max_length=120, blank=True, editable=False)  # a name in the storage
    city = models.CharField(_("kota"), max_length=80, default="Bandung")
    on_plan_target = models.DecimalField(
        _("batas “berjalan sesuai rencana” (%)"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(90),
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_(
            "Sebuah siklus berjalan sesuai rencana bila bagian pekerjaan tepat waktu mencapai batas ini."
        ),
    )
    prepared_name = models.CharField(_("penyusun: nama"), max_length=120, blank=True)
    prepared_position = models.CharField(_("penyusun: jabatan"), max_length=120, blank=True)
    prepared_nip = models.CharField(_("penyusun: NIP"), max_length=30, blank=True)
    checked_name = models.CharField(_("pemeriksa: nama"), max_length=120, blank=True)
    checked_position = models.CharField(_("pemeriksa: jabatan"), max_length=120, blank=True)
    checked_nip = models.CharField(_("pemeriksa: NIP"), max_length=30, blank=True)
    approved_name = models.CharField(_("pengesah: nama"), max_length=120, blank=True)
    approved_position = models.CharField(_("pengesah: jabatan"), max_length=120, blank=True)
    approved_nip = models.CharField(_("pengesah: NIP"), max_length=30, blank=True)

    class Meta:
        verbose_name = _("institusi dan penandatangan")
        verbose_name_plural = _("institusi dan penandatangan")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="institution_only_one"),
            models.CheckConstraint(
                condition=Q(on_plan_target__gte=0, on_plan_target__lte=100), name="institution_target_valid"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def current(cls) -> Institution:
        """Return the stored settings, or an unsaved instance with default values if nothing is stored."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    @property
    def signatories(self) -> list[Signatory]:
        """Signatories in the order prepared, checked, approved. Those without name and position are omitted."""
        lines = [
            Signatory(str(act), *(getattr(self, f"{key}_{part}") for part in ("name", "position", "nip")))
            for key, act in (
                ("prepared", _("Disusun oleh")),
                ("checked", _("Diperiksa oleh")),
                ("approved", _("Disahkan oleh")),
            )
        ]
        return [line for line in lines if line.name or line.position]
