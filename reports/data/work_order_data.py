"""What a document knows of the work: assets and planned work, orders, what was done, said, found and pictured."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True)
class AssetFacts:
    code: str
    name: str
    category: str
    location: str
    criticality: str
    orders: int


@dataclass(frozen=True)
class WorkFacts:
    """One planned work: how often, on how many assets, and what became of its work orders."""

    title: str
    recurrence: str
    assets: int
    orders: int
    accepted: int
    not_done: int


@dataclass(frozen=True)
class OrderFacts:
    code: str
    round: int
    work: str
    asset: str
    due_on: date
    completed_on: date | None
    state: str
    state_label: str
    is_on_time: bool | None
    reason_not_done: str
    activities: int
    evidence: int
    downtime_minutes: int
    cost: Decimal


@dataclass(frozen=True)
class ActivityFacts:
    order: str
    started_at: datetime
    ended_at: datetime
    description: str
    people: str
    downtime_minutes: int
    cost: Decimal


@dataclass(frozen=True)
class EvidenceFacts:
    order: str
    purpose: str
    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class FindingFacts:
    order: str
    asset: str
    title: str
    severity: str
    opened_at: datetime
    follow_up: str
    follow_up_due: date | None
    notes: list[str]
    closed_at: datetime | None
    closing_note: str


@dataclass(frozen=True)
class RemarkFacts:
    """What a reviewer said of the answer to one checklist item."""

    item: str
    text: str


@dataclass(frozen=True)
class ReviewFacts:
    """Seksi Operasional looked at handed-in work; `answer` is what the executor said when sending it again."""

    order: str
    at: datetime
    by: str
    verdict: str
    verdict_label: str
    remark: str
    remarks: list[RemarkFacts]
    answer: str
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True)
class PhotoFacts:
    """`picture` names the file in the document's media. `at` is when it was taken, or else when it arrived."""

    purpose: str
    caption: str
    at: datetime
    is_taken: bool
    picture: str


@dataclass(frozen=True)
class SceneFacts:
    """The work on one order in pictures, before and after where there are both; `findings` are their titles."""

    order: str
    round: int
    work: str
    asset: str
    findings: list[str]
    photos: list[PhotoFacts]
