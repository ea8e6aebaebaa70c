"""The maintenance plan: period, objective, budget, the assets in scope and the architecture it stands on."""

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
    """What bounds the cycle (SOP row 7)."""

    BUDGET_YEAR = "budget_year", _("Tahun anggaran")
    CONTRACT = "contract", _("Kontrak")


class PlanStage(models.TextChoices):
    """How far a plan has come: it locks in two steps."""

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
    """Row 1's output. `round_months` is the length of one round's window; windows never drift from `starts_on`."""

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
        """Asks the database, since this instance may be older than the lock."""
        kept = (
            type(self).objects.filter(pk=self.pk).only("submitted_at", "frozen_at").first()
            if self.pk
            else None
        )
        if kept is not None and kept.why_locked is not None:
            raise kept.why_locked

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None

    @property
    def stage(self) -> PlanStage:
        return stage_of(self.submitted_at, self.frozen_at)

    @property
    def why_locked(self) -> FrozenPlanError | None:
        """What stands against changing the plan, its scope and its works: row 1 has been left."""
        return self.why_criteria_are_locked or (SubmittedPlanError() if self.submitted_at else None)

    @property
    def why_criteria_are_locked(self) -> FrozenPlanError | None:
        """What stands against changing the criteria: row 2 has been left."""
        return FrozenPlanError() if self.is_frozen else None

    def submit(self) -> None:
        """End of row 1: from here on plan, scope and planned work refuse change; the criteria stay open."""
        self.submitted_at = timezone.now()
        self.save(update_fields=["submitted_at"])

    def freeze(self, *, by: User) -> None:
        """End of row 2: from here on plan, planned work and criteria refuse change, in the database too."""
        kept = type(self).objects.filter(pk=self.pk, frozen_at__isnull=True)
        now = timezone.now()
        # Not through save(), which refuses a submitted plan: this is the one statement that the seal lets by.
        if not kept.update(submitted_at=Coalesce("submitted_at", now), frozen_at=now, frozen_by=by):
            raise FrozenPlanError
        self.submitted_at, self.frozen_at, self.frozen_by = self.submitted_at or now, now, by

    def period_end(self, day: date) -> date:
        """The day on which the cycle is over, as known on `day`: of the budget year, or of the amended contract."""
        if self.basis == PlanBasis.CONTRACT and self.contract is not None:
            return self.contract.end_on(day)
        assert self.budget_year is not None  # plan_basis_named
        return date(self.budget_year, 12, 31)

    def last_day(self, as_of: date) -> date:
        """How far its work reaches: an amendment may have carried the contract, and with it the rounds, beyond the
        plan's own last day."""
        return max(self.period_end(as_of), self.ends_on) if self.basis == PlanBasis.CONTRACT else self.ends_on

    def window(self, number: int, *, as_of: date) -> tuple[date, date] | None:
        """First and last day of round `number` (from 1); None when it would begin after the period's end."""
        start = self.starts_on + relativedelta(months=self.round_months * (number - 1))
        end = self.starts_on + relativedelta(months=self.round_months * number, days=-1)
        last = self.last_day(as_of)
        return (start, min(end, last)) if start <= last else None

    def windows(self, *, as_of: date) -> list[tuple[date, date]]:
        """Every round's first and last day, in order."""
        numbered = (self.window(number, as_of=as_of) for number in count(1))
        return list(takewhile(lambda window: window is not None, numbered))  # type: ignore[arg-type]

    def include_assets(self, assets: models.QuerySet[Asset]) -> int:
        """Takes assets into scope; returns how many were not in it before."""
        return add_assets(self.assets, assets)

    def exclude_assets(self, assets: models.QuerySet[Asset]) -> int:
        """Takes assets out of scope and out of the plan's works; returns how many had been in scope."""
        for work in self.works.all():
            remove_assets(work.assets, assets)
        return remove_assets(self.assets, assets)
