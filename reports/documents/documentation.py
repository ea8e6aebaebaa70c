"""Rows 4 and 5's output, "Dokumentasi kegiatan": all that was done in one round, with readings, photos and hashes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.files.storage import default_storage
from django.db.models import Prefetch

from core.formats import angka
from maintenance.models import Activity, ChecklistAnswer, Evidence, Finding, Round, WorkOrder, WorkOrderState
from maintenance.sop import State
from plans.models import ChecklistItem, EvidencePurpose, ItemKind
from reports.documents.paper import Heading, heading

if TYPE_CHECKING:
    from accounts.models import User

VERSION = 1
ORDER = {EvidencePurpose.BEFORE: 0, EvidencePurpose.AFTER: 1, EvidencePurpose.PHOTO: 2}


@dataclass(frozen=True)
class AnswerFacts:
    """`limits` is empty where the item has none; `within` is None then."""

    item: str
    value: str
    limits: str
    within: bool | None


@dataclass(frozen=True)
class PieceFacts:
    """`picture` names the small picture in the document's media; empty for what is not a photo."""

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
    findings: list[FindingFacts]


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


def take(pk: int, user: User) -> DocumentationPaper:
    """Of the round `pk`. It stands when the work of the round was declared done."""
    rounds = Round.objects.visible_to(user).select_related("cycle__plan", "contract__vendor")
    round_: Round = rounds.get(pk=pk)
    by = "vendor" if round_.is_vendor_round else "tim internal"
    return DocumentationPaper(
        version=VERSION,
        heading=heading(
            number=f"DK/{round_.cycle.code}/P{round_.number}",
            title=f"Dokumentasi Kegiatan Pemeliharaan oleh {by}",
            subject=f"{round_.cycle.plan.title}, putaran {round_.number}",
            row=State.VENDOR_WORK if round_.is_vendor_round else State.INTERNAL_WORK,
            cycle=round_.cycle.code,
            dated=round_.completed_at,
        ),
        round=round_.number,
        executor=str(round_.get_executor_display()),
        executor_name=round_.executor_name,
        contract=round_.contract.number if round_.contract else "",
        starts_on=round_.starts_on,
        ends_on=round_.ends_on,
        orders=[_order(order) for order in _orders(round_)],
    )


def _orders(round_: Round) -> list[WorkOrder]:
    """All that the round's documentation says, in seven queries."""
    answers = ChecklistAnswer.objects.select_related("item")
    activities = Activity.objects.select_related("performed_by", "recorded_by").prefetch_related(
        Prefetch("answers", queryset=answers), "evidence"
    )
    return list(
        round_.work_orders.with_names()
        .prefetch_related(
            Prefetch("activities", queryset=activities),
            Prefetch("findings", queryset=Finding.objects.order_by("opened_at", "pk")),
        )
        .order_by("due_on", "sequence")
    )


def _order(order: WorkOrder) -> OrderFacts:
    return OrderFacts(
        code=order.code,
        work=order.planned_work.title,
        asset=str(order.asset),
        location=str(order.asset.location or ""),
        due_on=order.due_on,
        completed_on=order.completed_on,
        state=str(order.state),
        state_label=str(order.get_state_display()),
        is_on_time=False if order.state == WorkOrderState.NOT_DONE else order.is_on_time,
        reason_not_done=order.reason_not_done,
        activities=[_activity(each) for each in order.activities.all()],
        findings=[
            FindingFacts(
                title=each.title,
                severity=str(each.get_severity_display()),
                opened_at=each.opened_at,
                follow_up=each.follow_up,
                closed_at=each.closed_at,
                closing_note=each.closing_note,
            )
            for each in order.findings.all()
        ],
    )


def _activity(activity: Activity) -> ActivityFacts:
    pieces = sorted(activity.evidence.all(), key=lambda e: (ORDER.get(EvidencePurpose(e.purpose), 3), e.pk))
    return ActivityFacts(
        started_at=activity.started_at,
        ended_at=activity.ended_at,
        hours=activity.hours,
        description=activity.description,
        people=activity.people,
        performed_by=str(activity.performed_by),
        recorded_by=str(activity.recorded_by),
        cost=activity.cost,
        downtime_minutes=activity.downtime_minutes,
        answers=[_answer(each) for each in activity.answers.all()],
        evidence=[_piece(each) for each in pieces],
    )


def _answer(answer: ChecklistAnswer) -> AnswerFacts:
    value = answer.value
    if isinstance(value, bool):
        shown = "Ya" if value else "Tidak"
    elif isinstance(value, Decimal):
        shown = f"{angka(value)} {answer.item.unit}".strip()
    else:
        shown = value or ""
    return AnswerFacts(answer.item.text, shown, limits_of(answer.item), answer.is_within_limits)


def limits_of(item: ChecklistItem) -> str:
    """ "18 – 24 °C", "≥ 15 menit"; empty where there are none."""
    low, high = item.minimum, item.maximum
    if item.kind != ItemKind.NUMBER or (low is None and high is None):
        return ""
    if low is not None and high is not None:
        text = f"{angka(low)} – {angka(high)}"
    else:
        text = f"≥ {angka(low)}" if low is not None else f"≤ {angka(high or Decimal(0))}"
    return f"{text} {item.unit}".strip()


def _piece(evidence: Evidence) -> PieceFacts:
    return PieceFacts(
        purpose=str(evidence.get_purpose_display()),
        caption=evidence.caption,
        name=evidence.original_name,
        taken_at=evidence.taken_at,
        uploaded_at=evidence.uploaded_at,
        size=evidence.size,
        sha256=evidence.sha256,
        picture=f"{evidence.sha256}.jpg" if evidence.is_photo and evidence.thumbnail else "",
    )


def media(paper: DocumentationPaper) -> Mapping[str, Path]:
    """The small pictures by their names; one whose file is gone is left out, and the document says so."""
    wanted = {each.sha256 for each in _pieces(paper) if each.picture}
    if not wanted:
        return {}
    code, number = paper.heading.cycle, paper.round
    rows = Evidence.objects.filter(
        activity__work_order__round__cycle__code=code, activity__work_order__round__number=number
    ).exclude(thumbnail="")
    found = {f"{each.sha256}.jpg": str(each.thumbnail.name) for each in rows if each.sha256 in wanted}
    return {
        name: Path(default_storage.path(file)) for name, file in found.items() if default_storage.exists(file)
    }


def _pieces(paper: DocumentationPaper) -> list[PieceFacts]:
    return [piece for order in paper.orders for activity in order.activities for piece in activity.evidence]


def context(paper: DocumentationPaper) -> dict[str, Any]:
    activities = [activity for order in paper.orders for activity in order.activities]
    pieces = [(order.code, each) for order in paper.orders for a in order.activities for each in a.evidence]
    answers = [answer for activity in activities for answer in activity.answers]
    return {
        "done": [order for order in paper.orders if order.activities or order.findings],
        "silent": [order for order in paper.orders if not (order.activities or order.findings)],
        "activities": len(activities),
        "pieces": pieces,
        "hours": sum((each.hours for each in activities), Decimal(0)),
        "cost": sum((each.cost for each in activities), Decimal(0)),
        "downtime": sum(each.downtime_minutes for each in activities),
        "findings": sum(len(order.findings) for order in paper.orders),
        "limited": sum(1 for each in answers if each.within is not None),
        "within": sum(1 for each in answers if each.within),
    }
