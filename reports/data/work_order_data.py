"""Data of assets, planned work, work orders, activities, evidence, findings, reviews and photos."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True)
class AssetData:
    code: str
    name: str
    category: str
    location: str
    criticality: str
    orders: int


@dataclass(frozen=True)
class PlannedWorkData:
    """Planned work with its recurrence and the outcome of its work orders. `assets` counts its assets."""

    title: str
    recurrence: str
    assets: int
    orders: int
    accepted: int
    not_done: int


@dataclass(frozen=True)
class WorkOrderData:
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
class ActivityData:
    order: str
    started_at: datetime
    ended_at: datetime
    description: str
    people: str
    downtime_minutes: int
    cost: Decimal


@dataclass(frozen=True)
class EvidenceData:
    order: str
    purpose: str
    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class FindingData:
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
class ReviewRemarkData:
    """Remark of a reviewer on one checklist item."""

    item: str
    text: str


@dataclass(frozen=True)
class ReviewData:
    """Review of completed work by Seksi Operasional. `answer` is the reply of the executor to a returned review."""

    order: str
    at: datetime
    by: str
    verdict: str
    verdict_label: str
    remark: str
    remarks: list[ReviewRemarkData]
    answer: str
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True)
class PhotoData:
    """Photo. `picture` is its name in the media of the document. `at` is the time of the photo, or of the upload."""

    purpose: str
    caption: str
    at: datetime
    is_taken: bool
    picture: str


@dataclass(frozen=True)
class PhotoPairData:
    """Photos of one activity: before and after the work, if both exist. `findings` has the titles of the findings."""

    order: str
    round: int
    work: str
    asset: str
    findings: list[str]
    photos: list[PhotoData]
