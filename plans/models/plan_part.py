"""What belongs to a plan refuses change: planned work once row 1 is left, criteria once row 2 is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from plans.models.plan import Plan


class FrozenPlanError(ValidationError):
    """Raised by a change to a frozen plan, wherever it comes from."""

    sentence: ClassVar[Any] = _(
        "Rencana dan kriteria telah dibekukan pada akhir baris 2 dan tidak dapat diubah lagi."
    )

    def __init__(self) -> None:
        super().__init__(self.sentence, code="frozen")


class SubmittedPlanError(FrozenPlanError):
    """Row 1 is over: of the plan only its criteria may still change."""

    sentence = _(
        "Rencana telah diajukan pada akhir baris 1 dan tidak dapat diubah lagi; "
        "yang masih terbuka hanya kriteria penerimaannya."
    )


class PlanPart(models.Model):
    """A row that locks together with its plan. The seals in the database say the same once more."""

    #: Criteria are row 2's output and stay open while it lasts; all else is row 1's.
    is_row_2_output: ClassVar[bool] = False

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._refuse_if_locked()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._refuse_if_locked()
        return super().delete(*args, **kwargs)

    def owning_plan(self) -> Plan:
        raise NotImplementedError

    def _refuse_if_locked(self) -> None:
        plan = self.owning_plan()
        refusal = plan.why_criteria_are_locked if self.is_row_2_output else plan.why_locked
        if refusal is not None:
            raise refusal
