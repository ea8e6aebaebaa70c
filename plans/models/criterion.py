"""Acceptance criteria (SOP row 2): condition, measurement and weight."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import count
from typing import Final

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assets.models import Category
from core.db.constraints import choices_constraint
from core.rounding import round_half_up
from plans.models.criterion_measure import CriterionDefinition, CriterionKind, Measure, Operator
from plans.models.plan import Plan
from plans.models.positions import OrderedPlanPart

HUNDREDTH: Final = Decimal("0.01")


class AcceptanceCriterion(CriterionDefinition, OrderedPlanPart):
    """Acceptance criterion of a plan: a measurable condition; the weights of all criteria of a plan add up to 100."""

    is_row_2_output = True

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="criteria", verbose_name=_("rencana"))
    code = models.CharField(_("kode"), max_length=12)
    weight = models.DecimalField(
        _("bobot (%)"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(100)],
    )

    class Meta(OrderedPlanPart.Meta):
        verbose_name = _("kriteria penerimaan")
        verbose_name_plural = _("kriteria penerimaan")
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="criterion_place_once"),
            choices_constraint("kind", CriterionKind, "criterion_kind_valid"),
            choices_constraint("operator", Operator, "criterion_operator_valid"),
            choices_constraint("measure", Measure, "criterion_measure_valid"),
            models.UniqueConstraint(fields=["plan", "code"], name="criterion_code_once"),
            models.CheckConstraint(condition=Q(weight__gt=0, weight__lte=100), name="criterion_weight_valid"),
            models.CheckConstraint(
                condition=Q(target_max__isnull=True) | Q(target_max__gte=F("target")),
                name="criterion_range_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"

    @classmethod
    def next_for(cls, plan: Plan) -> AcceptanceCriterion:
        """Return an unsaved criterion of the plan with the first unused code (K01, K02 and so on)."""
        codes = set(plan.criteria.values_list("code", flat=True))
        number = next(n for n in count(1) if f"K{n:02}" not in codes)
        return cls(plan=plan, code=f"K{number:02}")

    @classmethod
    def from_template(
        cls, template: CriterionTemplate, *, plan: Plan, weight: Decimal
    ) -> AcceptanceCriterion:
        criterion = cls.next_for(plan)
        for field in CriterionDefinition._meta.fields:
            setattr(criterion, field.name, getattr(template, field.name))
        criterion.weight = weight
        return criterion


def scale_weights(weights: Sequence[Decimal]) -> list[Decimal]:
    """Return weights in the same proportion that add up to exactly 100.

    The largest weight takes the rounding difference.
    """
    total = sum(weights)
    if not total:
        return list(weights)
    scaled = [max(round_half_up(weight * 100 / total, 2), HUNDREDTH) for weight in weights]
    largest = scaled.index(max(scaled))
    scaled[largest] += 100 - sum(scaled)
    return scaled


def balance_weights(criteria: Sequence[AcceptanceCriterion]) -> None:
    """Scale the weights of the criteria of a plan to a sum of exactly 100 and save them."""
    for criterion, weight in zip(criteria, scale_weights([each.weight for each in criteria]), strict=True):
        criterion.weight = weight
        criterion.save(update_fields=["weight"])


class CriterionTemplate(CriterionDefinition):
    """Criterion of the library for one category; users copy library criteria into plans."""

    category = models.ForeignKey(
        Category, models.PROTECT, related_name="criterion_templates", verbose_name=_("kategori")
    )
    default_weight = models.DecimalField(
        _("bobot usulan (%)"),
        max_digits=5,
        decimal_places=2,
        default=10,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(100)],
    )

    class Meta:
        verbose_name = _("kriteria siap pakai")
        verbose_name_plural = _("kriteria siap pakai")
        ordering = ["category", "text"]
        constraints = [
            choices_constraint("kind", CriterionKind, "criterion_template_kind_valid"),
            choices_constraint("operator", Operator, "criterion_template_operator_valid"),
            choices_constraint("measure", Measure, "criterion_template_measure_valid"),
            models.UniqueConstraint(fields=["category", "text"], name="criterion_template_once"),
            models.CheckConstraint(
                condition=Q(target_max__isnull=True) | Q(target_max__gte=F("target")),
                name="criterion_template_range_in_order",
            ),
            models.CheckConstraint(
                condition=Q(default_weight__gt=0, default_weight__lte=100),
                name="criterion_template_weight_valid",
            ),
        ]

    def __str__(self) -> str:
        return self.text
