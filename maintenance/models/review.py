"""What is said in a review beside its verdict: remarks on single checklist items, and the executor's answer."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maintenance.models.work_order import Review
from plans.models import ChecklistItem


class ReviewRemark(models.Model):
    """What is to be mended in the answer to one checklist item."""

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
    """What the executor said to a return when sending the work again, which happens once after each."""

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
