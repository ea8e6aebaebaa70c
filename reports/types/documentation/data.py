"""What the documentation of a round knows: every work order with what was done, measured, pictured, said and found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from reports.data.work_order_data import ReviewFacts
from reports.types.base import Heading

VERSION = 2  # version 1 told nothing of reviews


@dataclass(frozen=True)
class AnswerFacts:
    """`limits` is empty where the item has none; `within` is None then."""

    item: str
    value: str
    limits: str
    within: bool | None


@dataclass(frozen=True)
class PieceFacts:
    """`picture` names the photo in the document's media; empty for what is not a photo."""

    purpose: str
    caption: str
    name: str
    taken_at: datetime | None
    uploaded_at: datetime
    size: int
    sha256: str
    picture: str


@dataclass(frozen=True)
class ActivityFacts:
    started_at: datetime
    ended_at: datetime
    hours: Decimal
    description: str
    people: str
    performed_by: str
    recorded_by: str
    cost: Decimal
    downtime_minutes: int
    answers: list[AnswerFacts]
    evidence: list[PieceFacts]

    @property
    def photos(self) -> list[PieceFacts]:
        return [each for each in self.evidence if each.picture]


@dataclass(frozen=True)
class FindingFacts:
    title: str
    severity: str
    opened_at: datetime
    follow_up: str
    closed_at: datetime | None
    closing_note: str


@dataclass(frozen=True)
class OrderFacts:
    code: str
    work: str
    asset: str
    location: str
    due_on: date
    completed_on: date | None
    state: str
    state_label: str
    is_on_time: bool | None
    reason_not_done: str
    activities: list[ActivityFacts]
    reviews: list[ReviewFacts]
    findings: list[FindingFacts]

    @property
    def was_discussed(self) -> bool:
        """More was said in its reviews than that it is accepted."""
        return any(each.remark or each.remarks or each.answer for each in self.reviews)


@dataclass(frozen=True)
class DocumentationPaper:
    version: int
    heading: Heading
    round: int
    executor: str
    executor_name: str
    contract: str
    starts_on: date
    ends_on: date
    orders: list[OrderFacts]
