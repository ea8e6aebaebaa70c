"""Activity (kegiatan): work that was done on a work order, with its checklist answers."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.rounding import round_half_up
from maintenance.models.round import Round
from plans.models import ChecklistItem

if TYPE_CHECKING:
    from accounts.models import User


FIRST_YEAR = 2000


class ActivityQuerySet(models.QuerySet["Activity"]):
    def visible_to(self, user: User) -> ActivityQuerySet:
        if user.is_staff_side:
            return self
        return self.filter(work_order__round__in=Round.objects.visible_to(user))


class Activity(models.Model):
    """Work done on a work order. `cost` is in rupiah.

    `key` is a unique id of the submitted form. If the same form is submitted twice, only one activity is created.
    """

    work_order = models.ForeignKey(
        "maintenance.WorkOrder", models.PROTECT, related_name="activities", verbose_name=_("perintah kerja")
    )
    started_at = models.DateTimeField(_("mulai"))
    ended_at = models.DateTimeField(_("selesai"))
    description = models.TextField(_("yang dikerjakan"))
    people = models.CharField(
        _("pelaksana"),
        max_length=300,
        blank=True,
        help_text=_("Nama orang yang mengerjakan, dipisahkan koma."),
    )
    cost = models.DecimalField(
        _("biaya (Rp)"), max_digits=15, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    downtime_minutes = models.PositiveIntegerField(_("lama henti (menit)"), default=0)
    performed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="activities", verbose_name=_("dikerjakan oleh")
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("dicatat oleh")
    )
    recorded_at = models.DateTimeField(_("dicatat"), default=timezone.now, editable=False)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("kegiatan")
        verbose_name_plural = _("kegiatan")
        ordering = ["started_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__gte=F("started_at")), name="activity_times_in_order"
            ),
            models.CheckConstraint(condition=Q(cost__gte=0), name="activity_cost_not_negative"),
        ]
        indexes = [models.Index(fields=["-started_at"], name="activity_by_start")]

    def __str__(self) -> str:
        return f"{self.work_order} {self.started_at:%Y-%m-%d}"

    def clean(self) -> None:
        super().clean()
        if self.started_at and self.ended_at and self.ended_at < self.started_at:
            raise ValidationError({"ended_at": _("Waktu selesai mendahului waktu mulai.")})
        if self.started_at and self.started_at.year < FIRST_YEAR:
            message = _("Periksa tahunnya: kegiatan sebelum tahun %(year)s tidak dapat dicatat.")
            raise ValidationError({"started_at": ValidationError(message, params={"year": FIRST_YEAR})})

    @property
    def hours(self) -> Decimal:
        """Duration of the activity in hours, with two decimals."""
        seconds = Decimal((self.ended_at - self.started_at).total_seconds())
        return round_half_up(seconds / 3600, 2)


class ChecklistAnswer(models.Model):
    """Answer to one checklist item. The kind of the item decides which field is set: `yes`, `number` or `text`."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="answers")
    item = models.ForeignKey(ChecklistItem, models.PROTECT, related_name="answers")
    yes = models.BooleanField(null=True)
    number = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    text = models.TextField(blank=True)
    is_within_limits = models.BooleanField(null=True, help_text="None where the item has no limits.")

    class Meta:
        verbose_name = _("jawaban daftar periksa")
        verbose_name_plural = _("jawaban daftar periksa")
        ordering = ["item__position", "item_id"]
        constraints = [models.UniqueConstraint(fields=["activity", "item"], name="checklist_answer_once")]

    def __str__(self) -> str:
        return f"{self.item}: {self.value}"

    @property
    def value(self) -> bool | Decimal | str | None:
        if self.yes is not None:
            return self.yes
        return self.text if self.number is None else self.number
