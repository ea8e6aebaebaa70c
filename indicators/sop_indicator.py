"""Success indicator of the SOP (chapter VI). Two conditions: the cycle is on plan, and its management report exists.

"On plan" means that the on-time share of the work orders reaches the target.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from core.i18n.formats import format_period
from indicators.counts import Statistics
from indicators.indicators import Indicator, indicators_of
from maintenance.models import Cycle
from maintenance.sop import State

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class SopIndicator:
    """Success indicator of one cycle. `target` is the minimum on-time share in percent."""

    on_plan: Indicator
    target: Decimal
    has_report: bool

    @property
    def is_on_plan(self) -> bool | None:
        """Whether the on-time share reaches the target; None while no work was due."""
        if not self.on_plan.denominator:
            return None
        return self.on_plan.numerator * 100 >= self.target * self.on_plan.denominator

    @property
    def is_achieved(self) -> bool | None:
        """Whether the cycle is on plan and the management report exists. None while no work was due."""
        return None if self.is_on_plan is None else self.is_on_plan and self.has_report


def sop_indicator_of(
    cycle: Cycle, statistics: Statistics, *, target: Decimal, has_report: bool | None = None
) -> SopIndicator:
    """Return the success indicator of a cycle.

    `has_report` says whether the management report exists. By default it is true for a finished cycle and false for
    other cycles. The code that issues the report passes `has_report` explicitly, because the report is rendered
    before the cycle is finished.
    """
    on_plan = indicators_of(statistics, period=format_period(cycle.plan.starts_on, cycle.plan.ends_on))[0]
    reported = cycle.state == State.FINISHED if has_report is None else has_report
    return SopIndicator(on_plan, target, reported)


@dataclass(frozen=True)
class YearSopIndicator:
    """Success indicator of a budget year: the number of cycles that meet each condition.

    `judged` is the number of cycles in which work was due.
    """

    year: int
    cycles: int
    judged: int
    on_plan: int
    reported: int
    achieved: int


def sop_indicator_of_year(year: int, indicators: Iterable[SopIndicator]) -> YearSopIndicator:
    items = list(indicators)
    return YearSopIndicator(
        year=year,
        cycles=len(items),
        judged=sum(1 for item in items if item.is_on_plan is not None),
        on_plan=sum(1 for item in items if item.is_on_plan),
        reported=sum(1 for item in items if item.has_report),
        achieved=sum(1 for item in items if item.is_achieved),
    )
