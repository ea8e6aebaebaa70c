"""Data of a cycle for the management report.

Labels are stored as text, as they were printed, so that a later change of a label does not change an issued report.
Money is in rupiah.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from indicators.indicators import Indicator
from reports.data.work_order_data import (
    ActivityData,
    AssetData,
    EvidenceData,
    FindingData,
    PhotoPairData,
    PlannedWorkData,
    ReviewData,
    WorkOrderData,
)


@dataclass(frozen=True)
class Letterhead:
    institution: str
    directorate: str
    unit: str
    address: str
    city: str
    logo: str = ""  # name in the storage, which contains the hash of the image


@dataclass(frozen=True)
class SopData:
    number: str
    title: str
    success_indicator: str


@dataclass(frozen=True)
class PlanData:
    title: str
    basis: str
    budget_year: int | None
    contract: str
    starts_on: date
    ends_on: date
    round_months: int
    objective: str
    passing_score: Decimal
    budget: Decimal
    frozen_at: datetime | None
    architecture: list[str]


@dataclass(frozen=True)
class RoundData:
    """Totals of a round.

    `orders` counts accepted, not done and open work orders. `on_time` counts the work orders done on time, of the
    `owed` work orders that are due.
    """

    number: int
    executor: str
    executor_name: str
    contract: str
    starts_on: date
    ends_on: date
    orders: int
    accepted: int
    not_done: int
    owed: int
    on_time: int
    late: int
    required_evidence: int
    present_evidence: int
    activities: int
    evidence: int
    findings: int
    open_findings: int
    cost: Decimal
    downtime_minutes: int
    score: Decimal | None
    meets: bool | None
    conclusion: str
    concluded_by: str
    concluded_at: datetime | None


@dataclass(frozen=True)
class ResultData:
    """Result of a criterion in a round.

    `measured` is the formatted value. `verdict` is the code, empty before the evaluation. `changed` is the computed
    value if a user replaced it.
    """

    round: int
    measured: str
    verdict: str
    verdict_label: str
    note: str
    changed: str = ""


@dataclass(frozen=True)
class CriterionData:
    code: str
    text: str
    target: str
    weight: Decimal
    is_mandatory: bool
    method: str
    results: list[ResultData]


@dataclass(frozen=True)
class PerformerData:
    """Totals of a vendor or an internal team over all its rounds. `returned` counts reviews that returned the work."""

    name: str
    executor: str
    rounds: int
    orders: int
    accepted: int
    owed: int
    on_time: int
    returned: int
    findings: int
    downtime_minutes: int
    cost: Decimal
    average_score: Decimal | None


@dataclass(frozen=True)
class JournalEntryData:
    sequence: int
    at: datetime
    move: str
    source: str
    target: str
    round: int
    by: str
    role: str
    ground: str
    hash: str


@dataclass(frozen=True)
class CycleData:
    """All data of a cycle. Collecting it twice from an unchanged cycle gives equal objects."""

    code: str
    state: str
    ended_on: date | None
    grounds_for_end: str
    closing_evaluation: str
    recommendations: str
    grace_days: int
    on_plan_target: Decimal
    plan: PlanData
    indicators: list[Indicator]
    assets: list[AssetData]
    works: list[PlannedWorkData]
    rounds: list[RoundData]
    criteria: list[CriterionData]
    findings: list[FindingData]
    performers: list[PerformerData]
    orders: list[WorkOrderData]
    activities: list[ActivityData]
    evidence: list[EvidenceData]
    reviews: list[ReviewData]
    scenes: list[PhotoPairData]
    journal: list[JournalEntryData]


@dataclass(frozen=True)
class IssueDetails:
    """Number, edition, date and issuer of an issued document.

    `verify_url` is the public verification page. `replaces` names the previous edition and `correction` the reason;
    both are empty for a first edition. `electronic` is true if signatories sign inside the PDF instead of on paper.
    """

    number: str
    edition: int
    issued_at: datetime
    issued_by: str
    verify_url: str
    replaces: str = ""
    correction: str = ""
    electronic: bool = False
