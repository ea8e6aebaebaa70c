"""What a management report knows.

Wordings (labels, sentences) are kept as they were printed, so that a later change of words leaves an issued
report alone. Money is in rupiah.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from indicators.indicators import (Indicator)
from reports.data.work_order_data import (
    ActivityFacts,
    AssetFacts,
    EvidenceFacts,
    FindingFacts,
    OrderFacts,
    ReviewFacts,
    SceneFacts,
    WorkFacts,
)


@dataclass(frozen=True)
class Letterhead:
    institution: str
    directorate: str
    unit: str
    address: str
    city: str
    logo: str = ""  # a name in the storage, which says the content by its hash


@dataclass(frozen=True)
class SopFacts:
    number: str
    title: str
    success_indicator: str


@dataclass(frozen=True)
class PlanFacts:
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
class RoundFacts:
    """`orders` = accepted + not done + still under way; `on_time` of `owed` went to plan."""

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
class ResultFacts:
    """`measured` is the value as it is printed; `verdict` is the code, `""` while nobody has judged.

    `changed` is what the system had counted, where a person wrote another value.
    """

    round: int
    measured: str
    verdict: str
    verdict_label: str
    note: str
    changed: str = ""


@dataclass(frozen=True)
class CriterionFacts:
    code: str
    text: str
    target: str
    weight: Decimal
    is_mandatory: bool
    method: str
    results: list[ResultFacts]


@dataclass(frozen=True)
class PerformerFacts:
    """A vendor or an internal team, over all its rounds; `returned` counts hand-ins that were sent back."""

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
class JournalFacts:
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
class Facts:
    """Everything about the cycle. Taken twice from an unchanged cycle it is equal."""

    code: str
    state: str
    ended_on: date | None
    grounds_for_end: str
    closing_evaluation: str
    recommendations: str
    grace_days: int
    on_plan_target: Decimal
    plan: PlanFacts
    indicators: list[Indicator]
    assets: list[AssetFacts]
    works: list[WorkFacts]
    rounds: list[RoundFacts]
    criteria: list[CriterionFacts]
    findings: list[FindingFacts]
    performers: list[PerformerFacts]
    orders: list[OrderFacts]
    activities: list[ActivityFacts]
    evidence: list[EvidenceFacts]
    reviews: list[ReviewFacts]
    scenes: list[SceneFacts]
    journal: list[JournalFacts]


@dataclass(frozen=True)
class Imprint:
    """Under which number, when and by whom a document is issued; `verify_url` leads to the public check.

    `replaces` names the edition before it, and `correction` says why; both are empty for a first edition.
    `electronic`: those named sign inside the file; otherwise there is room for ink.
    """

    number: str
    edition: int
    issued_at: datetime
    issued_by: str
    verify_url: str
    replaces: str = ""
    correction: str = ""
    electronic: bool = False
