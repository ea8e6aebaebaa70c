"""Reviews of work orders, remarks on checklist items, and replies of the executor to the reviewer."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.db.constraints import choices_constraint
from plans.models import ChecklistItem


class ReviewVerdict(models.TextChoices):
    ACCEPTED = "accepted", _("Diterima")
    RETURNED = "returned", _("Dikembalikan")


class Review(models.Model):
    """Review of a handed-in work order by Seksi Operasional.

    The reviewer accepts the work order, or sends the work order back with a remark.
    """

    work_order = models.ForeignKey("maintenance.WorkOrder", models.PROTECT, related_name="reviews")
    verdict = models.CharField(_("putusan"), max_length=10, choices=ReviewVerdict.choices)
    remark = models.TextField(_("catatan"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("oleh"))
    at = models.DateTimeField(_("waktu"), default=timezone.now)

    class Meta:
        verbose_name = _("pemeriksaan")
        verbose_name_plural = _("pemeriksaan")
        ordering = ["at", "pk"]
        constraints = [
            choices_constraint("verdict", ReviewVerdict, "review_verdict_valid"),
            models.CheckConstraint(
                condition=~Q(verdict=ReviewVerdict.RETURNED) | ~Q(remark=""), name="review_return_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.work_order}: {self.get_verdict_display()}"


class ReviewRemark(models.Model):
    """Remark of the reviewer on one checklist item."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="remarks")
    item = models.ForeignKey(ChecklistItem, models.PROTECT, related_name="+")
    text = models.TextField(_("catatan butir"))

    class Meta:
        verbose_name = _("catatan butir")
        verbose_name_plural = _("catatan butir")
        ordering = ["item__position", "item_id"]
        constraints = [
            models.UniqueConstraint(fields=["review", "item"], name="review_remark_once"),
            models.CheckConstraint(condition=~Q(text=""), name="review_remark_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.text}"


class ReviewAnswer(models.Model):
    """Reply of the executor to a review that sent the work order back. Written when the work is handed in again."""

    review = models.OneToOneField(Review, models.PROTECT, related_name="answer")
    text = models.TextField(_("jawaban"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("oleh"))
    at = models.DateTimeField(_("waktu"), default=timezone.now)

    class Meta:
        verbose_name = _("jawaban atas pemeriksaan")
        verbose_name_plural = _("jawaban atas pemeriksaan")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="review_answer_says_something")]

    def __str__(self) -> str:
        return self.text
