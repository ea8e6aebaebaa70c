"""Assets and their categories."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from itertools import chain, count
from typing import TYPE_CHECKING, Any, Final, cast

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from assets.models.location import SEPARATOR, Location
from assets.search import ASSET_SEARCH
from core.db.constraints import CaseInsensitiveUnique, choices_constraint, equals_ignoring_case
from core.db.locks import advisory_lock

if TYPE_CHECKING:
    from accounts.models import User


MAX_GENERATED_CODE_LENGTH: Final = 26  # leaves four characters for a numeric suffix


class CategoryQuerySet(models.QuerySet["Category"]):
    def visible_to(self, user: User) -> CategoryQuerySet:
        return self if user.is_staff_side else self.none()

    def search(self, text: str) -> CategoryQuerySet:
        """Return categories that contain every word of `text` in the name or the code."""
        return self.filter(*(Q(name__icontains=word) | Q(code__icontains=word) for word in text.split()))


class Category(models.Model):
    """Kind of infrastructure, for example UPS, generator or server."""

    code = models.SlugField(_("kode"), max_length=30)
    name = models.CharField(_("nama"), max_length=80)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("kategori")
        verbose_name_plural = _("kategori")
        ordering = ["name"]
        constraints = [
            CaseInsensitiveUnique(
                Lower("code"),
                name="category_code_once",
                violation_error_message=_("Kode ini sudah dipakai kategori “%(other)s”."),
            ),
            CaseInsensitiveUnique(
                Lower("name"),
                name="category_name_once",
                violation_error_message=_("Kategori “%(other)s” sudah ada."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def free_code(cls, name: str) -> str:
        """Return an unused code made from the name, with a numeric suffix if needed."""
        base = slugify(name)[:MAX_GENERATED_CODE_LENGTH] or "kategori"
        taken = {code.lower() for code in cls.objects.values_list("code", flat=True)}
        codes = chain([base], (f"{base}-{number}" for number in count(2)))
        return next(code for code in codes if code not in taken)


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


class Warranty(models.TextChoices):
    """Status of a warranty, computed from the end date and never stored."""

    UNKNOWN = "unknown", _("Tidak dicatat")
    VALID = "valid", _("Berlaku")
    ENDING = "ending", _("Segera berakhir")
    ENDED = "ended", _("Sudah berakhir")


WARRANTY_NOTICE: Final = timedelta(days=90)


def warranty_status(end: date | None, day: date) -> Warranty:
    """Return the status of a warranty on `day`. `end` is the last day of the warranty."""
    if end is None:
        return Warranty.UNKNOWN
    if end < day:
        return Warranty.ENDED
    return Warranty.ENDING if end <= day + WARRANTY_NOTICE else Warranty.VALID


# Without letters and digits that look alike, so that a token can be read aloud from a label.
LABEL_TOKEN_ALPHABET: Final = "23456789abcdefghjkmnpqrstuvwxyz"
LABEL_TOKEN_LENGTH: Final = 12


def new_label_token() -> str:
    """Return a random token for the URL on a label.

    The token reveals nothing about the asset and cannot be guessed.
    """
    return "".join(secrets.choice(LABEL_TOKEN_ALPHABET) for _ in range(LABEL_TOKEN_LENGTH))


CONTAINMENT_LOCK: Final = "mounting"  # advisory lock taken while the container of an asset changes

MAINTAINABLE: Final = ~Q(status__in=[Status.RETIRED, Status.PLANNED])


class AssetQuerySet(models.QuerySet["Asset"]):
    def visible_to(self, user: User) -> AssetQuerySet:
        """Return all assets for staff, and none for vendors, who reach assets through their work orders only."""
        return self if user.is_staff_side else self.none()

    def maintainable(self) -> AssetQuerySet:
        return self.filter(MAINTAINABLE)

    def search(self, text: str) -> AssetQuerySet:
        """Return assets that contain every word of `text` in code, name, maker, model or serial number."""
        return cast(AssetQuerySet, ASSET_SEARCH.filter(self, text))

    def with_code(self, code: str) -> AssetQuerySet:
        """Return the asset with this code in any letter case, as a queryset of at most one."""
        return self.filter(equals_ignoring_case("code", code))

    def at_location(self, path: str) -> AssetQuerySet:
        """Return assets at the location with this path and at every location below it."""
        inside = Q(location__path__startswith=f"{path}{SEPARATOR}")
        return self.filter(Q(location__path=path) | inside)

    def with_warranty(self, warranty: str, day: date) -> AssetQuerySet:
        """Return assets whose warranty has the status `warranty` on `day`."""
        soon = day + WARRANTY_NOTICE
        return self.filter(
            {
                Warranty.UNKNOWN: Q(warranty_end__isnull=True),
                Warranty.VALID: Q(warranty_end__gt=soon),
                Warranty.ENDING: Q(warranty_end__range=(day, soon)),
                Warranty.ENDED: Q(warranty_end__lt=day),
            }[Warranty(warranty)]
        )


class Asset(models.Model):
    """Piece of infrastructure. `code` is printed on its label; `within` is the asset that contains it."""

    code = models.CharField(_("kode aset"), max_length=60)
    name = models.CharField(_("nama"), max_length=160)
    category = models.ForeignKey(Category, models.PROTECT, related_name="assets", verbose_name=_("kategori"))
    location = models.ForeignKey(
        Location, models.PROTECT, null=True, blank=True, related_name="assets", verbose_name=_("lokasi")
    )
    within = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="contents", verbose_name=_("di dalam")
    )
    maker = models.CharField(_("pabrikan"), max_length=80, blank=True)
    model = models.CharField(_("model"), max_length=120, blank=True)
    serial_number = models.CharField(_("nomor seri"), max_length=80, blank=True)
    criticality = models.CharField(
        _("kekritisan"), max_length=10, choices=Criticality.choices, default=Criticality.MEDIUM
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.ACTIVE)
    warranty_end = models.DateField(_("akhir garansi"), null=True, blank=True)
    owner_unit = models.CharField(_("unit pemilik"), max_length=120, blank=True)
    notes = models.TextField(_("catatan"), blank=True)
    label_token = models.CharField(
        max_length=LABEL_TOKEN_LENGTH, unique=True, default=new_label_token, editable=False
    )
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
            CaseInsensitiveUnique(
                Lower("code"),
                name="asset_code_once",
                violation_error_message=_("Kode ini sudah dipakai aset “%(other)s”."),
            ),
            choices_constraint("criticality", Criticality, "asset_criticality_valid"),
            choices_constraint("status", Status, "asset_status_valid"),
            models.CheckConstraint(
                condition=Q(within__isnull=True) | ~Q(within=F("id")),
                name="asset_not_within_itself",
                violation_error_message=_("Aset tidak dapat berada di dalam dirinya sendiri."),
            ),
        ]
        indexes = [
            models.Index(fields=["code"], name="asset_by_code"),
            models.Index(fields=["name"], name="asset_by_name"),
            models.Index(fields=["status", "code"], name="asset_by_status"),
            models.Index(fields=["criticality", "code"], name="asset_by_criticality"),
            models.Index(fields=["warranty_end"], name="asset_by_warranty_end"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the asset; raise ValidationError if the container would create a cycle.

        The container is checked again under a lock, because two requests can pass `clean` at the same time.
        """
        if not (self.pk and self.within_id):  # a new asset contains nothing, so no cycle is possible
            super().save(*args, **kwargs)
            return
        with transaction.atomic():
            advisory_lock(CONTAINMENT_LOCK)
            self._refuse_containment_cycle(Asset.objects.get(pk=self.within_id))
            super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("assets:detail", args=[self.pk])

    def clean(self) -> None:
        super().clean()
        if self.within:
            self._refuse_containment_cycle(self.within)

    def _refuse_containment_cycle(self, container: Asset) -> None:
        if self.would_contain_itself(container):
            message = _("%(container)s berada di dalam aset ini, sehingga tidak dapat sekaligus memuatnya.")
            raise ValidationError({"within": message % {"container": container}})

    def would_contain_itself(self, container: Asset) -> bool:
        """Return whether putting this asset into `container` would create a cycle."""
        seen: set[int] = set()
        at: Asset | None = container
        while at and at.pk not in seen:
            if at.pk == self.pk:
                return True
            seen.add(at.pk)
            at = at.within
        return False

    @property
    def warranty(self) -> Warranty:
        """Status of the warranty today."""
        return warranty_status(self.warranty_end, timezone.localdate())
