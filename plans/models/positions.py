"""Base class of planned work and criteria; users can change the order of the rows within a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from plans.models.plan_part import PlanPart

if TYPE_CHECKING:
    from plans.models.plan import Plan


class OrderedPlanPart(PlanPart):
    """Part of a plan with a position that is unique within the plan.

    Positions start at 1 and have gaps after deletions. A new row gets a position after the last row.
    """

    position = models.PositiveSmallIntegerField(_("urutan"), blank=True)
    plan: Any  # foreign key of each subclass

    class Meta:
        abstract = True
        ordering = ("position",)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.position is None:
            self.position = self._last_position(self.plan) + 1
        super().save(*args, **kwargs)

    def owning_plan(self) -> Plan:
        plan: Plan = self.plan
        return plan

    @property
    def rank(self) -> int:
        """Rank of the row within the plan, counted from 1 without gaps; takes one query."""
        return self._siblings().filter(position__lte=self.position).count()

    def move_up(self) -> bool:
        """Swap positions with the previous row; return False if there is no previous row."""
        return self._swap_with(self._siblings().filter(position__lt=self.position).last())

    def move_down(self) -> bool:
        """Swap positions with the next row; return False if there is no next row."""
        return self._swap_with(self._siblings().filter(position__gt=self.position).first())

    @transaction.atomic
    def _swap_with(self, other: Self | None) -> bool:
        if other is None:
            return False
        mine, theirs = self.position, other.position
        # Uses a free position in between, because the unique constraint is checked after every statement.
        for row, position in ((self, self._last_position(self.plan) + 1), (other, mine), (self, theirs)):
            row.position = position
            row.save(update_fields=["position"])
        return True

    def _siblings(self) -> models.QuerySet[Self]:
        siblings = type(self)._default_manager.filter(plan=self.plan)
        return siblings.order_by("position")

    @classmethod
    def _last_position(cls, plan: Plan) -> int:
        rows = cls._default_manager.filter(plan=plan)  # type: ignore[misc]
        return rows.aggregate(last=Max("position"))["last"] or 0
