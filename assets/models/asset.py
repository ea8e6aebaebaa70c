"""An asset, what it is inside of, and what it depends on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assets.models.location import Location
from core.constraints import choices_constraint

if TYPE_CHECKING:
    from accounts.models import User


class Category(models.Model):
    """A kind of infrastructure: UPS, generator, server ..."""

    code = models.SlugField(_("kode"), max_length=30, unique=True)
    name = models.CharField(_("nama"), max_length=80, unique=True)

    class Meta:
        verbose_name = _("kategori")
        verbose_name_plural = _("kategori")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Criticality(models.TextChoices):
    HIGH = "high", _("Tinggi")
    MEDIUM = "medium", _("Sedang")
    LOW = "low", _("Rendah")


class Status(models.TextChoices):
    PLANNED = "planned", _("Direncanakan")
    ACTIVE = "active", _("Aktif")
    STANDBY = "standby", _("Cadangan")
    REPAIR = "repair", _("Dalam perbaikan")
    RETIRED = "retired", _("Dihapuskan")


class AssetQuerySet(models.QuerySet["Asset"]):
    def visible_to(self, user: User) -> AssetQuerySet:
        """The register belongs to the staff; a vendor reaches assets through its work orders only."""
        return self if user.is_staff_side else self.none()

    def maintainable(self) -> AssetQuerySet:
        return self.exclude(status__in=[Status.RETIRED, Status.PLANNED])


class Asset(models.Model):
    """One piece of infrastructure. `code` is the number on its label; `within` is what it is mounted in."""

    code = models.CharField(_("kode aset"), max_length=60, unique=True)
    name = models.CharField(_("nama"), max_length=160)
    category = models.ForeignKey(Category, models.PROTECT, related_name="assets", verbose_name=_("kategori"))
    location = models.ForeignKey(
        Location, models.PROTECT, null=True, blank=True, related_name="assets", verbose_name=_("lokasi")
    )
    within = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="contents", verbose_name=_("di dalam")
    )
    maker = models.CharField(_("pembuat"), max_length=80, blank=True)
    model = models.CharField(_("model"), max_length=120, blank=True)
    serial_number = models.CharField(_("nomor seri"), max_length=80, blank=True)
    criticality = models.CharField(
        _("kekritisan"), max_length=10, choices=Criticality.choices, default=Criticality.MEDIUM
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.ACTIVE)
    warranty_end = models.DateField(_("akhir garansi"), null=True, blank=True)
    owner_unit = models.CharField(_("unit pemilik"), max_length=120, blank=True)
    notes = models.TextField(_("catatan"), blank=True)
    depends_on = models.ManyToManyField(
        "self",
        through="Dependency",
        symmetrical=False,
        related_name="supports",
        verbose_name=_("bergantung pada"),
    )

    objects = AssetQuerySet.as_manager()

    class Meta:
        verbose_name = _("aset")
        verbose_name_plural = _("aset")
        ordering = ["code"]
        constraints = [
            choices_constraint("criticality", Criticality, "asset_criticality_valid"),
            choices_constraint("status", Status, "asset_status_valid"),
            models.CheckConstraint(
                condition=Q(within__isnull=True) | ~Q(within=F("id")), name="asset_not_within_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("assets:detail", args=[self.pk])


class DependencyKind(models.TextChoices):
    POWER = "power", _("Daya")
    COOLING = "cooling", _("Pendinginan")
    NETWORK = "network", _("Jaringan")
    STORAGE = "storage", _("Penyimpanan")
    OTHER = "other", _("Lainnya")


class Dependency(models.Model):
    """`asset` stops working when `depends_on` does."""

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
            models.UniqueConstraint(fields=["asset", "depends_on", "kind"], name="dependency_once"),
            models.CheckConstraint(condition=~Q(asset=F("depends_on")), name="dependency_not_on_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.asset} → {self.depends_on}"
