"""Data of the activity documentation: work orders with activities, answers, evidence, reviews and findings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from reports.data.work_order_data import ReviewData
from reports.types.base import Heading

VERSION = 2  # version 1 had no reviews


@dataclass(frozen=True)
class ChecklistAnswerData:
    """Answer to a checklist item. If the item has no limits, `limits` is empty and `within` is None."""

    item: str
    value: str
    limits: str
    within: bool | None


@dataclass(frozen=True)
class EvidenceData:
    """Evidence file. `picture` is its name in the media of the document, or empty if it is not a photo."""

    purpose: str
    caption: str
    name: str
    taken_at: datetime | None
    uploaded_at: datetime
    size: int
    sha256: str
    picture: str


@dataclass(frozen=True)
class ActivityData:
    started_at: datetime
    ended_at: datetime
    hours: Decimal
    description: str
    people: str
    performed_by: str
    recorded_by: str
    cost: Decimal
    downtime_minutes: int
    answers: list[ChecklistAnswerData]
    evidence: list[EvidenceData]

    @property
    def photos(self) -> list[EvidenceData]:
        return [each for each in self.evidence if each.picture]


@dataclass(frozen=True)
class FindingData:
    title: str
    severity: str
    opened_at: datetime
    follow_up: str
    closed_at: datetime | None
    closing_note: str


@dataclass(frozen=True)
class WorkOrderData:
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
    activities: list[ActivityData]
    reviews: list[ReviewData]
    findings: list[FindingData]

    @property
    def was_discussed(self) -> bool:
        """Return whether a review has a remark or an answer in addition to its verdict."""
        return any(each.remark or each.remarks or each.answer for each in self.reviews)


@dataclass(frozen=True)
class DocumentationData:
    version: int
    heading: Heading
    round: int
    executor: str
    executor_name: str
    contract: str
    starts_on: date
    ends_on: date
    orders: list[WorkOrderData]
