"""Base class of the parts of a plan that become read-only with the plan.

Planned work becomes read-only after SOP row 1, and criteria after SOP row 2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from plans.models.plan import Plan


class FrozenPlanError(ValidationError):
    """Error for a change of a frozen plan."""

    sentence: ClassVar[Any] = _(
        "Rencana dan kriteria telah dibekukan pada akhir baris 2 dan tidak dapat diubah lagi."
    )

    def __init__(self) -> None:
        super().__init__(self.sentence, code="frozen")


class SubmittedPlanError(FrozenPlanError):
    """Error for a change of a submitted plan; criteria of a submitted plan can still be changed."""

    sentence = _(
        "Rencana telah diajukan pada akhir baris 1 dan tidak dapat diubah lagi; "
        "yang masih terbuka hanya kriteria penerimaannya."
    )


class PlanPart(models.Model):
    """Part of a plan that becomes read-only when the plan is locked; database triggers enforce the same rule."""

    #: Criteria are the output of SOP row 2 and stay editable during it; other parts belong to row 1.
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
