"""The verbs of rows 4 and 5: documenting, handing in, accepting, returning and closing work orders.

All run under the lock of the cycle, so that guards read a still world. They raise `MayNot`, `NotYet` or, with the
names of the fields, `ValidationError`; then nothing was written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.i18n.formats import format_number
from maintenance import emails, gate
from maintenance.activities.services import ActivityWriter
from maintenance.evidence import services as evidences
from maintenance.evidence.services import NewEvidence, undone_on_failure
from maintenance.executor_permissions import why_not_document, why_not_review
from maintenance.findings.services import NewFinding
from maintenance.models import Activity, WorkOrder, WorkOrderState
from maintenance.models.work_order import IN_WORK, ReviewVerdict
from maintenance.reasons import MayNot, NotYet, Reason, Refused
from maintenance.reviews import services as review_services
from maintenance.sop import WORK_STATES
from plans.models import EvidencePurpose
from plans.recurrence.due_dates import RecurrenceBasis

if TYPE_CHECKING:
    from accounts.models import User


def log_activity(
    work_order_id: int,
    *,
    by: User,
    started_at: datetime,
    ended_at: datetime,
    description: str,
    people: str = "",
    cost: Decimal | int = 0,
    downtime_minutes: int = 0,
    answers: Mapping[int, object] | None = None,
    evidence: Sequence[NewEvidence] = (),
    findings: Sequence[NewFinding] = (),
    performed_by: User | None = None,
    key: UUID | None = None,
) -> Activity:
    """Writes down what was done on a work order; the same `key` twice gives the first activity back.

    `answers` maps the ids of checklist items to what was typed; a reading out of limits opens a finding.
    """
    _look_at(evidence)
    with undone_on_failure() as written, _held(work_order_id) as order:
        _refuse(why_not_document(order.round, by))
        if key and (known := Activity.objects.filter(key=key).first()):
            if known.work_order_id == order.pk:
                return known
            key = None  # somebody else's: it tells nothing, and hinders nothing
        require_in_work(order)
        activity = Activity(work_order=order, recorded_by=by, key=key or uuid4())
        activity.started_at, activity.ended_at = started_at, ended_at
        activity.description, activity.people = description, people
        activity.cost, activity.downtime_minutes = Decimal(cost), downtime_minutes
        activity.performed_by = performed_by or by
        ActivityWriter(activity, by, answers or {}, evidence, findings).save(written)
    return activity


def change_activity(
    activity_id: int,
    *,
    by: User,
    started_at: datetime,
    ended_at: datetime,
    description: str,
    people: str = "",
    cost: Decimal | int = 0,
    downtime_minutes: int = 0,
    answers: Mapping[int, object] | None = None,
    evidence: Sequence[NewEvidence] = (),
    findings: Sequence[NewFinding] = (),
    performed_by: User | None = None,
    discard: Collection[int] = (),
) -> Activity:
    """Corrects an activity while its work order is open or returned; evidence and findings are added.

    `discard` names the evidence of this activity, by id, that was attached by mistake.
    """
    order_id = Activity.objects.values_list("work_order_id", flat=True).get(pk=activity_id)
    _look_at(evidence)
    with undone_on_failure() as written, _held(order_id) as order:
        _refuse(why_not_document(order.round, by))
        require_in_work(order)
        activity = order.activities.get(pk=activity_id)
        activity.started_at, activity.ended_at = started_at, ended_at
        activity.description, activity.people = description, people
        activity.cost, activity.downtime_minutes = Decimal(cost), downtime_minutes
        activity.performed_by = performed_by or activity.performed_by
        for piece in activity.evidence.filter(pk__in=discard):
            evidences.discard(piece)
        ActivityWriter(activity, by, answers or {}, evidence, findings).save(written)
    return activity


def hand_in(work_order_id: int, *, by: User, answer: str = "") -> WorkOrder:
    """The documentation is complete; refused with everything that is missing. `answer` replies to a return.

    The work counts as done on the day its last activity ended, whenever it is looked at.
    """
    with _held(work_order_id) as order:
        _refuse(why_not_document(order.round, by))
        require_in_work(order)
        if missing := what_is_missing(order):
            raise NotYet(missing)
        review_services.save_answer(order, answer, by=by)
        order.completed_on = _done_on(order)
        order.state, order.handed_in_at = WorkOrderState.DOCUMENTED, timezone.now()
        order.save(update_fields=["state", "completed_on", "handed_in_at"])
    return order


def accept(work_order_id: int, *, by: User, remark: str = "") -> WorkOrder:
    """Settles the work; work counted from completion gets its next date."""
    with _held(work_order_id) as order:
        _refuse(why_not_review(by))
        _require(order, WorkOrderState.DOCUMENTED)
        order.reviews.create(verdict=ReviewVerdict.ACCEPTED, remark=remark.strip(), by=by)
        order.completed_on = _done_on(order)
        order.state, order.settled_at = WorkOrderState.ACCEPTED, timezone.now()
        order.save(update_fields=["state", "completed_on", "settled_at"])
        if order.planned_work.basis == RecurrenceBasis.AFTER_COMPLETION:
            order.round.generate_work_orders()
        emails.tell_if_settled(order.round)
    return order


def _done_on(order: WorkOrder) -> date:
    """The day on which the last activity ended."""
    last = order.activities.aggregate(last=models.Max("ended_at"))["last"]
    return timezone.localdate(last)


def accept_several(work_order_ids: Iterable[int], *, by: User) -> tuple[list[WorkOrder], list[Reason]]:
    """Each by itself: those that were accepted, and why the others were not."""
    accepted: list[WorkOrder] = []
    reasons: list[Reason] = []
    for work_order_id in work_order_ids:
        try:
            accepted.append(accept(work_order_id, by=by))
        except Refused as refused:
            reasons.extend(refused.reasons)
    return accepted, reasons


def return_(
    work_order_id: int, *, by: User, remark: str, remarks: Mapping[int, str] | None = None
) -> WorkOrder:
    """Back to whoever documents it; `remark` says what to mend, `remarks` on which checklist items, by their ids."""
    with _held(work_order_id) as order:
        _refuse(why_not_review(by))
        _require(order, WorkOrderState.DOCUMENTED)
        if not remark.strip():
            raise ValidationError({"remark": _("Tulis apa yang harus diperbaiki.")})
        review = order.reviews.create(verdict=ReviewVerdict.RETURNED, remark=remark.strip(), by=by)
        review_services.save_remarks(order, remarks or {})
        order.state, order.handed_in_at, order.completed_on = WorkOrderState.RETURNED, None, None
        order.save(update_fields=["state", "handed_in_at", "completed_on"])
        emails.tell_returned(review)
    return order


def close_not_done(work_order_id: int, *, by: User, reason: str) -> WorkOrder:
    """The work will not happen in this round; told truthfully in the report, with the reason."""
    with _held(work_order_id) as order:
        _refuse(why_not_review(by))
        require_in_work(order)
        if not reason.strip():
            raise ValidationError({"reason": _("Tulis alasan mengapa pekerjaan ini tidak dilaksanakan.")})
        order.state, order.settled_at = WorkOrderState.NOT_DONE, timezone.now()
        order.reason_not_done = reason.strip()
        order.save(update_fields=["state", "settled_at", "reason_not_done"])
        emails.tell_if_settled(order.round)
    return order


def what_is_missing(order: WorkOrder) -> list[Reason]:
    """What stands against handing in, over all activities: an activity, required answers, required evidence.

    Asks the database for the required evidence alone when `order` comes from `with_documentation()`.
    """
    activities = list(order.activities.all())
    if not activities:
        return [Reason("activity", _("Belum ada kegiatan yang dicatat."))]
    reasons = []
    answered = {answer.item_id for activity in activities for answer in activity.answers.all()}
    for item in order.planned_work.checklist.all():
        if item.is_required and item.pk not in answered:
            text = _("Butir wajib “%(item)s” belum dijawab.")
            reasons.append(Reason("answer", text % {"item": item.text}))
    there = Counter(piece.purpose for activity in activities for piece in activity.evidence.all())
    for required in order.planned_work.required_evidence.all():
        if (short := required.count - there[required.purpose]) > 0:
            text = _("Bukti wajib “%(purpose)s” kurang %(n)s.")
            purpose = EvidencePurpose(required.purpose).label
            reasons.append(Reason("evidence", text % {"purpose": purpose, "n": format_number(short)}))
    return reasons


def _look_at(evidence: Sequence[NewEvidence]) -> None:
    for new in evidence:  # opening pictures takes time, so it happens before the lock
        new.examine()


@contextmanager
def _held(work_order_id: int) -> Iterator[WorkOrder]:
    """The work order, its cycle locked in row 4 or 5 until the block ends."""
    cycle_id = WorkOrder.objects.values_list("round__cycle_id", flat=True).get(pk=work_order_id)
    with gate.locked_cycle(cycle_id, *WORK_STATES):
        orders = WorkOrder.objects.select_related(
            "round__cycle__plan", "round__contract__vendor", "planned_work", "asset"
        )
        yield orders.get(pk=work_order_id)


def _refuse(reasons: list[Reason]) -> None:
    if reasons:
        raise MayNot(reasons)


def require_in_work(order: WorkOrder) -> None:
    _require(order, *IN_WORK)


def _require(order: WorkOrder, *states: WorkOrderState) -> None:
    if order.state not in states:
        text = _(
            "Perintah kerja %(code)s berada pada keadaan “%(state)s”, sehingga langkah ini tidak dapat dilakukan."
        )
        label = WorkOrderState(order.state).label
        reason = Reason("state", text % {"code": order.code, "state": label}, order.get_absolute_url())
        raise NotYet([reason])
