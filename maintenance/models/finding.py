"""Finding (temuan): a problem found during the work, followed up until it is resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.db.constraints import choices_constraint
from maintenance.models.activity import Activity
from maintenance.models.round import Round
from maintenance.models.work_order import WorkOrder
from plans.models import ChecklistItem

if TYPE_CHECKING:
    from accounts.models import User


class Severity(models.TextChoices):
    LOW = "low", _("Ringan")
    MEDIUM = "medium", _("Sedang")
    HIGH = "high", _("Berat")


class FindingQuerySet(models.QuerySet["Finding"]):
    def visible_to(self, user: User) -> FindingQuerySet:
        if user.is_staff_side:
            return self
        return self.filter(work_order__round__in=Round.objects.visible_to(user))

    def open(self) -> FindingQuerySet:
        return self.filter(resolved_at__isnull=True)


class Finding(models.Model):
    """A problem found during the work.

    `item` is set if the finding was created because the answer to this checklist item was outside the limits.
    """

    work_order = models.ForeignKey(
        WorkOrder, models.PROTECT, related_name="findings", verbose_name=_("perintah kerja")
    )
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="findings", verbose_name=_("kegiatan")
    )
    item = models.ForeignKey(ChecklistItem, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(_("temuan"), max_length=300)
    severity = models.CharField(
        _("tingkat"), max_length=10, choices=Severity.choices, default=Severity.MEDIUM
    )
    follow_up = models.TextField(_("tindak lanjut yang direncanakan"), blank=True)
    follow_up_due = models.DateField(_("tenggat tindak lanjut"), null=True, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("ditemukan"), default=timezone.now)
    resolved_at = models.DateTimeField(_("ditutup"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    resolution = models.TextField(_("cara penyelesaian"), blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("temuan")
        verbose_name_plural = _("temuan")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            choices_constraint("severity", Severity, "finding_severity_valid"),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | (Q(resolved_at__isnull=False, resolved_by__isnull=False) & ~Q(resolution="")),
                name="finding_resolution_complete",
            ),
        ]
        indexes = [models.Index(fields=["resolved_at", "-opened_at"], name="finding_by_resolution")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("maintenance:finding", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.resolved_at is None


class FindingNote(models.Model):
    """Note about one follow-up action on a finding."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="follow_ups")
    text = models.TextField(_("tindak lanjut"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("oleh"))
    at = models.DateTimeField(_("waktu"), default=timezone.now)

    class Meta:
        verbose_name = _("catatan tindak lanjut")
        verbose_name_plural = _("catatan tindak lanjut")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text
