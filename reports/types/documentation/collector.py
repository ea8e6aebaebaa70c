"""Reads a round into the facts of its documentation."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from core.i18n.formats import format_number
from maintenance.activities import checklist
from maintenance.models import Activity, ChecklistAnswer, Evidence, Finding, Round, WorkOrder, WorkOrderState
from maintenance.sop import State
from plans.models import EvidencePurpose
from reports.data.photo_selection import picture_name
from reports.data.reviews import facts_of, with_all_said
from reports.types.base import Heading, heading
from reports.types.documentation.data import (
    VERSION,
    ActivityFacts,
    AnswerFacts,
    DocumentationPaper,
    FindingFacts,
    OrderFacts,
    PieceFacts,
)

if TYPE_CHECKING:
    from accounts.models import User

ORDER = {EvidencePurpose.BEFORE: 0, EvidencePurpose.AFTER: 1, EvidencePurpose.PHOTO: 2}


def head(pk: int, user: User) -> Heading:
    """Of the round `pk`. It stands when the work of the round was declared done."""
    return _heading(_round(pk, user))


def _round(pk: int, user: User) -> Round:
    round_: Round = (
        Round.objects.visible_to(user).select_related("cycle__plan", "contract__vendor").get(pk=pk)
    )
    return round_


def _heading(round_: Round) -> Heading:
    by = "vendor" if round_.is_vendor_round else "tim internal"
    return heading(
        code=f"DK/{round_.cycle.code}/P{round_.number}",
        title=f"Dokumentasi Kegiatan Pemeliharaan oleh {by}",
        subject=f"{round_.cycle.plan.title}, putaran {round_.number}",
        row=State.VENDOR_WORK if round_.is_vendor_round else State.INTERNAL_WORK,
        cycle=round_.cycle.code,
        dated=round_.completed_at,
    )


def take(pk: int, user: User) -> DocumentationPaper:
    round_ = _round(pk, user)
    return DocumentationPaper(
        version=VERSION,
        heading=_heading(round_),
        round=round_.number,
        executor=str(round_.get_executor_display()),
        executor_name=round_.executor_name,
        contract=round_.contract.number if round_.contract else "",
        starts_on=round_.starts_on,
        ends_on=round_.ends_on,
        orders=[_order(order) for order in _orders(round_)],
    )


def _orders(round_: Round) -> list[WorkOrder]:
    """All that the round's documentation says, in nine queries."""
    answers = ChecklistAnswer.objects.select_related("item")
    activities = Activity.objects.select_related("performed_by", "recorded_by").prefetch_related(
        Prefetch("answers", queryset=answers), "evidence"
    )
    return list(
        round_.work_orders.with_names()
        .prefetch_related(
            Prefetch("activities", queryset=activities),
            Prefetch("reviews", queryset=with_all_said()),
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
        reviews=[facts_of(each, order.code) for each in order.reviews.all()],
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
        shown = f"{format_number(value)} {answer.item.unit}".strip()
    else:
        shown = value or ""
    return AnswerFacts(answer.item.text, shown, checklist.limits(answer.item), answer.is_within_limits)


def _piece(evidence: Evidence) -> PieceFacts:
    return PieceFacts(
        purpose=str(evidence.get_purpose_display()),
        caption=evidence.caption,
        name=evidence.original_name,
        taken_at=evidence.taken_at,
        uploaded_at=evidence.uploaded_at,
        size=evidence.size,
        sha256=evidence.sha256,
        picture=picture_name(evidence) if evidence.is_photo else "",
    )
