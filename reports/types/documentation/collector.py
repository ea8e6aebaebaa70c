"""Collects the data of the activity documentation of a round."""

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
from reports.data.reviews import review_data, reviews_with_details
from reports.types.base import Heading, build_heading
from reports.types.documentation.data import (
    VERSION,
    ActivityData,
    ChecklistAnswerData,
    DocumentationData,
    EvidenceData,
    FindingData,
    WorkOrderData,
)

if TYPE_CHECKING:
    from accounts.models import User

PURPOSE_ORDER = {EvidencePurpose.BEFORE: 0, EvidencePurpose.AFTER: 1, EvidencePurpose.PHOTO: 2}


def collect_heading(pk: int, user: User) -> Heading:
    """Return the heading for round `pk`, final when the work of the round is declared complete."""
    return _heading(_get_round(pk, user))


def _get_round(pk: int, user: User) -> Round:
    round_: Round = (
        Round.objects.visible_to(user).select_related("cycle__plan", "contract__vendor").get(pk=pk)
    )
    return round_


def _heading(round_: Round) -> Heading:
    by = "vendor" if round_.is_vendor_round else "tim internal"
    return build_heading(
        code=f"DK/{round_.cycle.code}/P{round_.number}",
        title=f"Dokumentasi Kegiatan Pemeliharaan oleh {by}",
        subject=f"{round_.cycle.plan.title}, putaran {round_.number}",
        row=State.VENDOR_WORK if round_.is_vendor_round else State.INTERNAL_WORK,
        cycle=round_.cycle.code,
        dated=round_.completed_at,
    )


def collect(pk: int, user: User) -> DocumentationData:
    round_ = _get_round(pk, user)
    return DocumentationData(
        version=VERSION,
        heading=_heading(round_),
        round=round_.number,
        executor=str(round_.get_executor_display()),
        executor_name=round_.executor_name,
        contract=round_.contract.number if round_.contract else "",
        starts_on=round_.starts_on,
        ends_on=round_.ends_on,
        orders=[_work_order_data(work_order) for work_order in _work_orders(round_)],
    )


def _work_orders(round_: Round) -> list[WorkOrder]:
    """Return the work orders with activities, evidence, reviews and findings, in nine queries."""
    answers = ChecklistAnswer.objects.select_related("item")
    activities = Activity.objects.select_related("performed_by", "recorded_by").prefetch_related(
        Prefetch("answers", queryset=answers), "evidence"
    )
    return list(
        round_.work_orders.with_names()
        .prefetch_related(
            Prefetch("activities", queryset=activities),
            Prefetch("reviews", queryset=reviews_with_details()),
            Prefetch("findings", queryset=Finding.objects.order_by("opened_at", "pk")),
        )
        .order_by("due_on", "sequence")
    )


def _work_order_data(work_order: WorkOrder) -> WorkOrderData:
    return WorkOrderData(
        code=work_order.code,
        work=work_order.planned_work.title,
        asset=str(work_order.asset),
        location=str(work_order.asset.location or ""),
        due_on=work_order.due_on,
        completed_on=work_order.completed_on,
        state=str(work_order.state),
        state_label=str(work_order.get_state_display()),
        is_on_time=False if work_order.state == WorkOrderState.NOT_DONE else work_order.is_on_time,
        reason_not_done=work_order.reason_not_done,
        activities=[_activity_data(each) for each in work_order.activities.all()],
        reviews=[review_data(each, work_order.code) for each in work_order.reviews.all()],
        findings=[
            FindingData(
                title=each.title,
                severity=str(each.get_severity_display()),
                opened_at=each.opened_at,
                follow_up=each.follow_up,
                closed_at=each.resolved_at,
                closing_note=each.resolution,
            )
            for each in work_order.findings.all()
        ],
    )


def _activity_data(activity: Activity) -> ActivityData:
    evidence = sorted(
        activity.evidence.all(), key=lambda e: (PURPOSE_ORDER.get(EvidencePurpose(e.purpose), 3), e.pk)
    )
    return ActivityData(
        started_at=activity.started_at,
        ended_at=activity.ended_at,
        hours=activity.hours,
        description=activity.description,
        people=activity.people,
        performed_by=str(activity.performed_by),
        recorded_by=str(activity.recorded_by),
        cost=activity.cost,
        downtime_minutes=activity.downtime_minutes,
        answers=[_answer_data(each) for each in activity.answers.all()],
        evidence=[_evidence_data(each) for each in evidence],
    )


def _answer_data(answer: ChecklistAnswer) -> ChecklistAnswerData:
    value = answer.value
    if isinstance(value, bool):
        shown = "Ya" if value else "Tidak"
    elif isinstance(value, Decimal):
        shown = f"{format_number(value)} {answer.item.unit}".strip()
    else:
        shown = value or ""
    return ChecklistAnswerData(
        answer.item.text, shown, checklist.display_limits(answer.item), answer.is_within_limits
    )


def _evidence_data(evidence: Evidence) -> EvidenceData:
    return EvidenceData(
        purpose=str(evidence.get_purpose_display()),
        caption=evidence.caption,
        name=evidence.original_name,
        taken_at=evidence.taken_at,
        uploaded_at=evidence.uploaded_at,
        size=evidence.size,
        sha256=evidence.sha256,
        picture=picture_name(evidence) if evidence.is_photo else "",
    )
