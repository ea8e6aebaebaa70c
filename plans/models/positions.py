"""Works and criteria stand in an order that people choose: each place in a plan is taken once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from plans.models.plan_part import PlanPart

if TYPE_CHECKING:
    from plans.models.plan import Plan


class OrderedPlanPart(PlanPart):
    """Places count from 1 and may have gaps, where something was deleted. A row without a place goes to the end."""

    position = models.PositiveSmallIntegerField(_("urutan"), blank=True)
    plan: Any  # the foreign key of each of them

    class Meta:
        abstract = True
        ordering = ("position",)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.position is None:
            self.position = self._last(self.plan) + 1
        super().save(*args, **kwargs)

    def owning_plan(self) -> Plan:
        plan: Plan = self.plan
        return plan

    @property
    def rank(self) -> int:
        """The how-manieth row of the plan this is, from 1; asks the database."""
        return self._siblings().filter(position__lte=self.position).count()

    def move_up(self) -> bool:
        """Changes places with the row before it; says whether there is one."""
        return self._change_places(self._siblings().filter(position__lt=self.position).last())

    def move_down(self) -> bool:
        """Changes places with the row behind it; says whether there is one."""
        return self._change_places(self._siblings().filter(position__gt=self.position).first())

    @transaction.atomic
    def _change_places(self, other: Self | None) -> bool:
        if other is None:
            return False
        mine, theirs = self.position, other.position
        # By way of a free place, because the database lets no place be taken twice, not even for a moment.
        for row, place in ((self, self._last(self.plan) + 1), (other, mine), (self, theirs)):
            row.position = place
            row.save(update_fields=["position"])
        return True

    def _siblings(self) -> models.QuerySet[Self]:
        siblings = type(self)._default_manager.filter(plan=self.plan)
        return siblings.order_by("position")

    @classmethod
    def _last(cls, plan: Plan) -> int:
        rows = cls._default_manager.filter(plan=plan)  # type: ignore[misc]
        return rows.aggregate(last=Max("position"))["last"] or 0
