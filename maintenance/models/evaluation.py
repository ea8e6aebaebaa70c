"""Evaluation of a round (SOP row 6): one result for each criterion, a weighted score, and a conclusion."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.i18n.formats import NOT_AVAILABLE, format_number
from core.rounding import round_half_up, truncate
from maintenance.models.round import Round
from plans.models import AcceptanceCriterion

if TYPE_CHECKING:
    from accounts.models import User


class Verdict(models.TextChoices):
    MET = "met", _("Tercapai")
    NOT_MET = "not_met", _("Tidak tercapai")
    NOT_APPLICABLE = "not_applicable", _("Tidak dapat dinilai")


class Evaluation(models.Model):
    """Evaluation of one round. `meets` is the verdict on the whole round.

    `score` is a number from 0 to 100. `score` and `meets` are None if no criterion could be judged.
    """

    round = models.OneToOneField(Round, models.PROTECT, related_name="evaluation", verbose_name=_("putaran"))
    conclusion = models.TextField(_("kesimpulan"), blank=True)
    score = models.DecimalField(_("nilai"), max_digits=5, decimal_places=2, null=True)
    meets = models.BooleanField(_("memenuhi kriteria"), null=True)
    concluded_at = models.DateTimeField(_("disimpulkan"), null=True)
    concluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("disimpulkan oleh"),
    )

    class Meta:
        verbose_name = _("evaluasi")
        verbose_name_plural = _("evaluasi")
        constraints = [
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=100),
                name="evaluation_score_valid",
            ),
            models.CheckConstraint(
                condition=Q(concluded_at__isnull=True, concluded_by__isnull=True)
                | Q(concluded_at__isnull=False, concluded_by__isnull=False),
                name="evaluation_concluded_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.round)

    @property
    def is_concluded(self) -> bool:
        return self.concluded_at is not None

    def calculate_score(self) -> tuple[Decimal | None, bool | None]:
        """Return the score and the verdict on the round. Both are None if no criterion could be judged.

        The score is the weight of the met criteria / the weight of the applicable criteria * 100. The verdict is
        positive if the score reaches the passing score of the plan and all applicable mandatory criteria are met.
        """
        results = [r for r in self.results.select_related("criterion") if r.verdict]
        judged = [r for r in results if r.verdict != Verdict.NOT_APPLICABLE]
        total = sum((r.criterion.weight for r in judged), Decimal(0))
        if not total:
            return None, None
        met = sum((r.criterion.weight for r in judged if r.verdict == Verdict.MET), Decimal(0))
        score = round_half_up(met * 100 / total, 2)
        mandatory_failed = any(r.criterion.is_mandatory and r.verdict == Verdict.NOT_MET for r in judged)
        return score, score >= self.round.cycle.plan.passing_score and not mandatory_failed

    def conclude(self, *, by: User) -> None:
        """Save the score, the verdict, the user and the time. Called by `Cycle.conclude_evaluation`."""
        self.score, self.meets = self.calculate_score()
        self.concluded_at, self.concluded_by = timezone.now(), by
        self.save(update_fields=["score", "meets", "concluded_at", "concluded_by"])


class CriterionResult(models.Model):
    """Result of one criterion in one round.

    The system computes `numerator` and `denominator`. They stay the same when a user enters another `value`. Both
    are None for a criterion that the system cannot compute.
    """

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="results")
    criterion = models.ForeignKey(AcceptanceCriterion, models.PROTECT, related_name="results")
    value = models.DecimalField(_("nilai terukur"), max_digits=14, decimal_places=4, null=True, blank=True)
    yes = models.BooleanField(_("terpenuhi"), null=True, blank=True)
    numerator = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    denominator = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    verdict = models.CharField(_("putusan"), max_length=15, choices=Verdict.choices, blank=True)
    note = models.TextField(_("catatan"), blank=True)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField(_("dinilai"), null=True)

    class Meta:
        verbose_name = _("hasil kriteria")
        verbose_name_plural = _("hasil kriteria")
        ordering = ["criterion__position", "criterion_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict="") | Q(verdict__in=Verdict.values), name="criterion_result_verdict_valid"
            ),
            models.CheckConstraint(
                condition=Q(judged_at__isnull=True, judged_by__isnull=True)
                | (Q(judged_at__isnull=False, judged_by__isnull=False) & ~Q(verdict="")),
                name="criterion_result_judged_by_somebody",
            ),
            models.UniqueConstraint(fields=["evaluation", "criterion"], name="criterion_result_once"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion.code}: {self.get_verdict_display()}"

    @property
    def counted(self) -> Decimal | None:
        """The value that the system computed.

        None if the system cannot compute this criterion, or if there was nothing to count.
        """
        if self.numerator is None or not self.criterion.is_computed_percentage:
            return self.numerator
        return percentage(self.numerator, self.denominator or Decimal(0))

    @property
    def counted_words(self) -> str:
        """The computed value as text, such as “77,77 % (7 dari 9)”.

        Empty if the system cannot compute this criterion.
        """
        if self.numerator is None:
            return ""
        figure = (
            NOT_AVAILABLE if self.counted is None else self.criterion.with_unit(format_number(self.counted))
        )
        if self.denominator is None:
            return figure
        parts = {"part": format_number(self.numerator), "whole": format_number(self.denominator)}
        return f"{figure} ({gettext('%(part)s dari %(whole)s') % parts})"

    @property
    def is_changed(self) -> bool:
        """Whether the value that the user entered differs from the value that the system computed."""
        return self.judged_at is not None and self.numerator is not None and self.value != self.counted

    def why_note_is_required(self, value: Decimal | None, *, not_applicable: bool) -> str:
        """Return the explanation why this judgement requires a note, or "" if no note is required."""
        if not_applicable:
            return gettext("Tulis mengapa kriteria ini tidak dapat dinilai.")
        if self.numerator is None or value is None or value == self.counted:
            return ""
        if self.counted is None:
            return gettext("Sistem tidak menemukan apa pun untuk dihitung. Tulis dari mana nilai ini.")
        text = gettext("Sistem menghitung %(counted)s. Tulis mengapa nilainya diubah.")
        return text % {"counted": self.counted_words}


def percentage(part: Decimal, whole: Decimal) -> Decimal | None:
    """Return `part` / `whole` in percent with two decimals, or None if `whole` is zero.

    The result is truncated and never rounded up, because it is compared with targets: 1,999 of 2,000 is not 100 %.
    """
    return truncate(part * 100 / whole, 2) if whole else None
