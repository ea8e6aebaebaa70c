"""Maintenance plan: period, objective, budget, assets in scope and architecture."""

from __future__ import annotations

from datetime import date, datetime
from itertools import count, takewhile
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assets.models import ArchitectureDocument, Asset
from core.db.constraints import choices_constraint
from plans.models.asset_selection import add_assets, remove_assets
from plans.models.plan_part import FrozenPlanError, SubmittedPlanError
from vendors.models import Contract

if TYPE_CHECKING:
    from accounts.models import User


class PlanBasis(models.TextChoices):
    """Basis of a plan: the cycle ends with the budget year or with the contract (SOP row 7)."""

    BUDGET_YEAR = "budget_year", _("Tahun anggaran")
    CONTRACT = "contract", _("Kontrak")


class PlanStage(models.TextChoices):
    """Stage of a plan. Submitting locks the planned work; freezing locks the criteria too."""

    DRAFT = "draft", _("Disusun")
    SUBMITTED = "submitted", _("Diajukan")
    FROZEN = "frozen", _("Dibekukan")


def stage_of(submitted_at: datetime | None, frozen_at: datetime | None) -> PlanStage:
    if frozen_at:
        return PlanStage.FROZEN
    return PlanStage.SUBMITTED if submitted_at else PlanStage.DRAFT


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user: User) -> PlanQuerySet:
        return self if user.is_staff_side else self.none()

    def in_stage(self, stage: str) -> PlanQuerySet:
        conditions = {
            PlanStage.DRAFT: Q(submitted_at__isnull=True),
            PlanStage.SUBMITTED: Q(submitted_at__isnull=False, frozen_at__isnull=True),
            PlanStage.FROZEN: Q(frozen_at__isnull=False),
        }
        return self.filter(conditions[PlanStage(stage)])


class Plan(models.Model):
    """Maintenance plan, the output of SOP row 1.

    `round_months` is the length of a round in months. The dates of every round are computed from `starts_on`, not
    from the previous round, so the dates never drift.
    """

    title = models.CharField(_("judul"), max_length=200)
    basis = models.CharField(
        _("dasar"), max_length=12, choices=PlanBasis.choices, default=PlanBasis.BUDGET_YEAR
    )
    budget_year = models.PositiveSmallIntegerField(
        _("tahun anggaran"),
        null=True,
        blank=True,
        validators=[MinValueValidator(2000), MaxValueValidator(2100)],
    )
    contract = models.ForeignKey(
        Contract, models.PROTECT, null=True, blank=True, related_name="plans", verbose_name=_("kontrak")
    )
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("berakhir"))
    round_months = models.PositiveSmallIntegerField(
        _("panjang putaran (bulan)"), default=3, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    objective = models.TextField(_("tujuan"), blank=True)
    passing_score = models.DecimalField(
        _("nilai lulus"),
        max_digits=5,
        decimal_places=2,
        default=80,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("Nilai berbobot (0 sampai 100) yang sekurang-kurangnya dicapai sebuah putaran."),
    )
    budget = models.DecimalField(
        _("anggaran (Rp)"), max_digits=17, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    assets = models.ManyToManyField(
        Asset, blank=True, related_name="plans", verbose_name=_("aset dalam lingkup")
    )
    architecture = models.ManyToManyField(
        ArchitectureDocument, blank=True, related_name="plans", verbose_name=_("dokumen arsitektur")
    )
    uses_map = models.BooleanField(_("memakai peta ketergantungan dari daftar aset"), default=False)
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="copies", verbose_name=_("disalin dari")
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("disusun oleh")
    )
    created_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(_("diajukan"), null=True, editable=False)
    frozen_at = models.DateTimeField(_("dibekukan"), null=True, editable=False)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("rencana pemeliharaan")
        verbose_name_plural = _("rencana pemeliharaan")
        ordering = ["-starts_on", "title"]
        constraints = [
            choices_constraint("basis", PlanBasis, "plan_basis_valid"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="plan_dates_in_order"),
            models.CheckConstraint(condition=Q(budget__gte=0), name="plan_budget_not_negative"),
            models.CheckConstraint(
                condition=Q(passing_score__gte=0, passing_score__lte=100), name="plan_passing_score_valid"
            ),
            models.CheckConstraint(
                condition=Q(basis=PlanBasis.BUDGET_YEAR, budget_year__isnull=False)
                | Q(basis=PlanBasis.CONTRACT, contract__isnull=False),
                name="plan_basis_named",
            ),
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True, frozen_by__isnull=True)
                | Q(frozen_at__isnull=False, frozen_by__isnull=False),
                name="plan_frozen_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True) | Q(submitted_at__isnull=False),
                name="plan_submitted_before_frozen",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._refuse_if_locked()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("plans:detail", args=[self.pk])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._refuse_if_locked()
        return super().delete(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.ends_on and self.starts_on > self.ends_on:
            raise ValidationError({"ends_on": _("Tanggal berakhir harus sesudah tanggal mulai.")})
        if self.basis == PlanBasis.BUDGET_YEAR:
            self.contract = None
            self._clean_budget_year()
        elif self.basis == PlanBasis.CONTRACT:
            self.budget_year = None
            self._clean_contract()

    def _clean_budget_year(self) -> None:
        if not self.budget_year:
            raise ValidationError({"budget_year": _("Isi tahun anggaran yang menjadi dasar rencana.")})
        message = _("Tanggal harus berada di dalam tahun anggaran %(year)s.")
        for field in ("starts_on", "ends_on"):
            day = getattr(self, field)
            if day and day.year != self.budget_year:
                raise ValidationError({field: ValidationError(message, params={"year": self.budget_year})})

    def _clean_contract(self) -> None:
        if self.contract is None:
            raise ValidationError({"contract": _("Pilih kontrak yang menjadi dasar rencana.")})
        for field in ("starts_on", "ends_on"):
            day = getattr(self, field)
            if day and (why := self.contract.why_not_active_on(day)):
                raise ValidationError({field: why})

    def _refuse_if_locked(self) -> None:
        """Raise an error if the plan is locked in the database.

        The stored row is checked, because this instance may have been loaded before the plan was locked.
        """
        stored = (
            type(self).objects.filter(pk=self.pk).only("submitted_at", "frozen_at").first()
            if self.pk
            else None
        )
        if stored is not None and stored.why_locked is not None:
            raise stored.why_locked

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None

    @property
    def stage(self) -> PlanStage:
        return stage_of(self.submitted_at, self.frozen_at)

    @property
    def why_locked(self) -> FrozenPlanError | None:
        """Error to raise for changes of plan, scope and planned work after SOP row 1; None before that."""
        return self.why_criteria_are_locked or (SubmittedPlanError() if self.submitted_at else None)

    @property
    def why_criteria_are_locked(self) -> FrozenPlanError | None:
        """Error to raise for changes of the criteria after SOP row 2; None while changes are allowed."""
        return FrozenPlanError() if self.is_frozen else None

    def submit(self) -> None:
        """Lock plan, scope and planned work at the end of SOP row 1; the criteria stay editable."""
        self.submitted_at = timezone.now()
        self.save(update_fields=["submitted_at"])

    def freeze(self, *, by: User) -> None:
        """Lock the whole plan with its criteria at the end of SOP row 2; database triggers enforce the lock too."""
        unfrozen = type(self).objects.filter(pk=self.pk, frozen_at__isnull=True)
        now = timezone.now()
        # save() rejects a submitted plan; this is the one update that the trigger allows.
        if not unfrozen.update(submitted_at=Coalesce("submitted_at", now), frozen_at=now, frozen_by=by):
            raise FrozenPlanError
        self.submitted_at, self.frozen_at, self.frozen_by = self.submitted_at or now, now, by

    def period_end(self, day: date) -> date:
        """Return the last day of the budget year or of the contract on which the plan is based.

        The end of the contract follows the amendments in effect on `day`.
        """
        if self.basis == PlanBasis.CONTRACT and self.contract is not None:
            return self.contract.end_on(day)
        assert self.budget_year is not None  # plan_basis_named
        return date(self.budget_year, 12, 31)

    def last_day(self, as_of: date) -> date:
        """Return the last day on which the plan can have work.

        An amendment in effect on `as_of` can extend the contract, and so the rounds, beyond `ends_on`.
        """
        return max(self.period_end(as_of), self.ends_on) if self.basis == PlanBasis.CONTRACT else self.ends_on

    def round_period(self, number: int, *, as_of: date) -> tuple[date, date] | None:
        """Return first and last day of round `number`, counted from 1.

        Returns None if the round would start after the last day of the plan.
        """
        start = self.starts_on + relativedelta(months=self.round_months * (number - 1))
        end = self.starts_on + relativedelta(months=self.round_months * number, days=-1)
        last = self.last_day(as_of)
        return (start, min(end, last)) if start <= last else None

    def round_periods(self, *, as_of: date) -> list[tuple[date, date]]:
        """Return first and last day of every round, in the order of the rounds."""
        numbered = (self.round_period(number, as_of=as_of) for number in count(1))
        return list(takewhile(lambda period: period is not None, numbered))  # type: ignore[arg-type]

    def include_assets(self, assets: models.QuerySet[Asset]) -> int:
        """Add assets to the scope; return the number of assets that are new in the scope."""
        return add_assets(self.assets, assets)

    def exclude_assets(self, assets: models.QuerySet[Asset]) -> int:
        """Remove assets from the scope and from all planned work; return the number removed from the scope."""
        for work in self.works.all():
            remove_assets(work.assets, assets)
        return remove_assets(self.assets, assets)
