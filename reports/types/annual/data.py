"""Data of the annual report: cycles, performers, and indicators of the year and of the previous year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from indicators.indicators import Indicator
from reports.types.base import Heading

VERSION = 1


@dataclass(frozen=True)
class CycleSummaryData:
    """A cycle of the year. `is_achieved` is the SOP success indicator, None while it cannot be judged."""

    code: str
    title: str
    state: str
    starts_on: date
    ends_on: date
    report: str
    rounds: int
    orders: int
    accepted: int
    not_done: int
    owed: int
    on_time: int
    findings: int
    open_findings: int
    budget: Decimal
    cost: Decimal
    is_achieved: bool | None
    recommendations: str


@dataclass(frozen=True)
class PerformerData:
    """Totals of a vendor or an internal team over all its rounds of the year."""

    name: str
    executor: str
    rounds: int
    orders: int
    accepted: int
    owed: int
    on_time: int
    judged: int
    met: int
    findings: int
    downtime_minutes: int
    cost: Decimal


@dataclass(frozen=True)
class YearSuccessData:
    """Number of cycles, and number of cycles that meet each half of the SOP success indicator."""

    cycles: int
    judged: int
    on_plan: int
    reported: int
    achieved: int


@dataclass(frozen=True)
class AnnualReportData:
    """`before` and `success_before` describe the previous year; they are empty when it had no cycle."""

    version: int
    heading: Heading
    year: int
    on_plan_target: Decimal
    success: YearSuccessData
    success_before: YearSuccessData
    indicators: list[Indicator]
    before: list[Indicator]
    vendor: list[Indicator]
    internal: list[Indicator]
    cycles: list[CycleSummaryData]
    parties: list[PerformerData]
