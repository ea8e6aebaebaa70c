"""The SOP's own indicator of success: the cycle went according to plan and its report exists."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from core.i18n.formats import format_period
from indicators.indicators import Indicator, of_tally
from indicators.statistics import Tally
from maintenance.models import Cycle
from maintenance.sop import State

if TYPE_CHECKING:
    from collections.abc import Iterable


HOUR = Decimal(3600)


@dataclass(frozen=True)
class Success:
    """The SOP's success indicator (chapter VI) for one cycle: it went to plan, and the report exists."""

    on_plan: Indicator
    target: Decimal
    has_report: bool

    @property
    def is_on_plan(self) -> bool | None:
        """None while nothing was due yet."""
        if not self.on_plan.denominator:
            return None
        return self.on_plan.numerator * 100 >= self.target * self.on_plan.denominator

    @property
    def is_achieved(self) -> bool | None:
        """Both halves; None while the first cannot be said."""
        return None if self.is_on_plan is None else self.is_on_plan and self.has_report


def success_of(cycle: Cycle, tally: Tally, *, target: Decimal, has_report: bool | None = None) -> Success:
    """`has_report` may be told by whoever is just issuing it; otherwise a finished cycle has its report."""
    on_plan = of_tally(tally, period=format_period(cycle.plan.starts_on, cycle.plan.ends_on))[0]
    reported = cycle.state == State.FINISHED if has_report is None else has_report
    return Success(on_plan, target, reported)


@dataclass(frozen=True)
class YearSuccess:
    """The two halves over the cycles of a budget year; `judged` are those in which work was due at all."""

    year: int
    cycles: int
    judged: int
    on_plan: int
    reported: int
    achieved: int


def year_success(year: int, successes: Iterable[Success]) -> YearSuccess:
    each = list(successes)
    return YearSuccess(
        year=year,
        cycles=len(each),
        judged=sum(1 for success in each if success.is_on_plan is not None),
        on_plan=sum(1 for success in each if success.is_on_plan),
        reported=sum(1 for success in each if success.has_report),
        achieved=sum(1 for success in each if success.is_achieved),
    )
