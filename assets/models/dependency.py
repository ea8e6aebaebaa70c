"""Dependencies between assets."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assets.models.asset import Asset
from core.db.constraints import choices_constraint


class DependencyKind(models.TextChoices):
    POWER = "power", _("Daya")
    COOLING = "cooling", _("Pendinginan")
    NETWORK = "network", _("Jaringan")
    STORAGE = "storage", _("Penyimpanan")
    OTHER = "other", _("Lainnya")


class Dependency(models.Model):
    """Dependency between two assets: `asset` stops working when `depends_on` stops working."""

    asset = models.ForeignKey(Asset, models.CASCADE, related_name="dependencies", verbose_name=_("aset"))
    depends_on = models.ForeignKey(
        Asset, models.PROTECT, related_name="dependents", verbose_name=_("bergantung pada")
    )
    kind = models.CharField(
        _("jenis"), max_length=10, choices=DependencyKind.choices, default=DependencyKind.OTHER
    )

    class Meta:
        verbose_name = _("ketergantungan")
        verbose_name_plural = _("ketergantungan")
        constraints = [
            choices_constraint("kind", DependencyKind, "dependency_kind_valid"),
            models.UniqueConstraint(
                fields=["asset", "depends_on", "kind"],
                name="dependency_once",
                violation_error_message=_("Ketergantungan ini sudah dicatat."),
            ),
            models.CheckConstraint(
                condition=~Q(asset=F("depends_on")),
                name="dependency_not_on_itself",
                violation_error_message=_("Aset tidak dapat bergantung pada dirinya sendiri."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asset} → {self.depends_on}"
