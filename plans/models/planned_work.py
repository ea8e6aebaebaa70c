"""Planned work: recurrence, assets, checklist and required evidence."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assets.models import Asset
from core.db.constraints import choices_constraint
from plans.holiday_calendar import HolidayPolicy
from plans.models.asset_selection import add_assets, remove_assets
from plans.models.plan import Plan
from plans.models.plan_part import PlanPart
from plans.models.positions import OrderedPlanPart
from plans.recurrence.due_dates import Recurrence, RecurrenceBasis


class PlannedWork(OrderedPlanPart):
    """Recurring maintenance work of a plan.

    `rule` is an RFC 5545 RRULE that starts at `anchor` (see `plans.recurrence`).
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="works", verbose_name=_("rencana"))
    title = models.CharField(_("pekerjaan"), max_length=200)
    instructions = models.TextField(_("petunjuk kerja"), blank=True)
    assets = models.ManyToManyField(Asset, related_name="planned_works", verbose_name=_("aset"))
    rule = models.CharField(_("pengulangan"), max_length=200)
    anchor = models.DateField(_("tanggal pertama"))
    basis = models.CharField(
        _("dihitung dari"), max_length=20, choices=RecurrenceBasis.choices, default=RecurrenceBasis.FIXED
    )
    holiday_policy = models.CharField(
        _("bila jatuh pada hari libur"),
        max_length=10,
        choices=HolidayPolicy.choices,
        default=HolidayPolicy.AFTER,
    )
    estimated_hours = models.DecimalField(
        _("perkiraan jam per aset"),
        max_digits=6,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0)],
    )
    estimated_cost = models.DecimalField(
        _("perkiraan biaya per aset (Rp)"),
        max_digits=15,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0)],
    )

    class Meta(OrderedPlanPart.Meta):
        verbose_name = _("pekerjaan terencana")
        verbose_name_plural = _("pekerjaan terencana")
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="planned_work_place_once"),
            choices_constraint("basis", RecurrenceBasis, "planned_work_basis_valid"),
            choices_constraint("holiday_policy", HolidayPolicy, "planned_work_holiday_policy_valid"),
            models.CheckConstraint(
                condition=Q(estimated_hours__gte=0, estimated_cost__gte=0),
                name="planned_work_estimates_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def include_assets(self, assets: models.QuerySet[Asset]) -> int:
        """Add those `assets` that are in the scope of the plan; return the number of assets that are new here."""
        return add_assets(self.assets, assets.filter(plans=self.plan_id))

    def exclude_assets(self, assets: models.QuerySet[Asset]) -> int:
        return remove_assets(self.assets, assets)

    @property
    def recurrence(self) -> Recurrence:
        return Recurrence(
            self.rule, self.anchor, RecurrenceBasis(self.basis), HolidayPolicy(self.holiday_policy)
        )


class ItemKind(models.TextChoices):
    YES_NO = "yes_no", _("Ya/tidak")
    NUMBER = "number", _("Angka")
    TEXT = "text", _("Teks")
    CHOICE = "choice", _("Pilihan")


class ChecklistItem(PlanPart):
    """Item of the checklist of planned work; a number item has a unit and optional inclusive limits."""

    work = models.ForeignKey(
        PlannedWork, models.CASCADE, related_name="checklist", verbose_name=_("pekerjaan")
    )
    position = models.PositiveSmallIntegerField(_("urutan"), default=0)
    text = models.CharField(_("butir"), max_length=300)
    kind = models.CharField(_("jenis"), max_length=10, choices=ItemKind.choices, default=ItemKind.YES_NO)
    unit = models.CharField(_("satuan"), max_length=20, blank=True)
    minimum = models.DecimalField(_("batas bawah"), max_digits=14, decimal_places=4, null=True, blank=True)
    maximum = models.DecimalField(_("batas atas"), max_digits=14, decimal_places=4, null=True, blank=True)
    options = models.TextField(_("pilihan (satu per baris)"), blank=True)
    is_required = models.BooleanField(_("wajib"), default=True)

    class Meta:
        verbose_name = _("butir daftar periksa")
        verbose_name_plural = _("butir daftar periksa")
        ordering = ["position", "pk"]
        constraints = [
            choices_constraint("kind", ItemKind, "checklist_item_kind_valid"),
            models.CheckConstraint(
                condition=Q(minimum__isnull=True) | Q(maximum__isnull=True) | Q(maximum__gte=F("minimum")),
                name="checklist_item_limits_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def owning_plan(self) -> Plan:
        return self.work.plan

    def clean(self) -> None:
        """Validate the item and clear fields that its kind does not use, so that no hidden value is stored."""
        super().clean()
        if self.kind != ItemKind.NUMBER:
            self.unit, self.minimum, self.maximum = "", None, None
        if self.kind != ItemKind.CHOICE:
            self.options = ""
        elif len(self.option_list) < 2:
            raise ValidationError({"options": _("Tulis sedikitnya dua pilihan, satu per baris.")})
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise ValidationError({"maximum": _("Batas atas tidak boleh di bawah batas bawah.")})

    @property
    def option_list(self) -> list[str]:
        """Distinct lines of `options`, in their order."""
        return list(dict.fromkeys(line.strip() for line in self.options.splitlines() if line.strip()))

    def is_within_limits(self, value: Decimal) -> bool:
        return (self.minimum is None or value >= self.minimum) and (
            self.maximum is None or value <= self.maximum
        )


class EvidencePurpose(models.TextChoices):
    BEFORE = "before", _("Foto sebelum")
    AFTER = "after", _("Foto sesudah")
    PHOTO = "photo", _("Foto")
    DOCUMENT = "document", _("Dokumen")


class RequiredEvidence(PlanPart):
    """Evidence that a work order needs before it is documented: at least `count` files of this purpose."""

    work = models.ForeignKey(
        PlannedWork, models.CASCADE, related_name="required_evidence", verbose_name=_("pekerjaan")
    )
    purpose = models.CharField(_("jenis bukti"), max_length=10, choices=EvidencePurpose.choices)
    count = models.PositiveSmallIntegerField(_("jumlah"), default=1, validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("bukti wajib")
        verbose_name_plural = _("bukti wajib")
        ordering = ["pk"]
        constraints = [
            choices_constraint("purpose", EvidencePurpose, "required_evidence_purpose_valid"),
            models.UniqueConstraint(fields=["work", "purpose"], name="required_evidence_once"),
            models.CheckConstraint(condition=Q(count__gte=1), name="required_evidence_at_least_one"),
        ]

    def __str__(self) -> str:
        return f"{self.count} × {self.get_purpose_display()}"

    def owning_plan(self) -> Plan:
        return self.work.plan
