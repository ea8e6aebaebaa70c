"""What the annual report knows: the year's cycles, who worked on them, and the indicators of this year and the last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from indicators.indicators import Indicator
from reports.types.base import Heading

VERSION = 1


@dataclass(frozen=True)
class CycleFacts:
    """`is_achieved` is the SOP's success indicator; None while it cannot be said."""

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
class PartyFacts:
    """A vendor or an internal team over all its rounds of the year."""

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
class YearFacts:
    """How many cycles there were, and in how many of them each half of the success indicator held."""

    cycles: int
    judged: int
    on_plan: int
    reported: int
    achieved: int


@dataclass(frozen=True)
class AnnualPaper:
    """`before` and `success_before` are those of the year before, empty where it had no cycle."""

    version: int
    heading: Heading
    year: int
    on_plan_target: Decimal
    success: YearFacts
    success_before: YearFacts
    indicators: list[Indicator]
    before: list[Indicator]
    vendor: list[Indicator]
    internal: list[Indicator]
    cycles: list[CycleFacts]
    parties: list[PartyFacts]
