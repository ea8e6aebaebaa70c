"""Hand in a work order for review, or close it as not done.

Both functions lock the cycle, so that guards read consistent data. They raise `MayNot`, `NotYet` or a
`ValidationError` with field names; then nothing is written. Activities are saved in `maintenance.activities.services`,
work orders are accepted and returned in `maintenance.reviews.services`.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.i18n.formats import format_number
from maintenance import emails
from maintenance.executor_permissions import reasons_against_documenting, reasons_against_reviewing
from maintenance.models import WorkOrder, WorkOrderState
from maintenance.reasons import NotYet, Reason
from maintenance.reviews.services import save_answer
from maintenance.work_orders.locking import locked_work_order, require_in_work, require_permission
from plans.models import EvidencePurpose

if TYPE_CHECKING:
    from accounts.models import User


def hand_in(work_order_id: int, *, by: User, answer: str = "") -> WorkOrder:
    """Hand in the documented work order for review.

    `answer` is the reply to the reviewer who sent the work order back; it may be empty.

    Raises `NotYet` with all reasons if documentation is missing. The date of completion is the day on which the
    last activity ended, no matter when the work order is handed in or reviewed.
    """
    with locked_work_order(work_order_id) as work_order:
        require_permission(reasons_against_documenting(work_order.round, by))
        require_in_work(work_order)
        if missing := missing_documentation(work_order):
            raise NotYet(missing)
        save_answer(work_order, answer, by=by)
        work_order.completed_on = work_order.last_activity_date()
        work_order.state, work_order.handed_in_at = WorkOrderState.DOCUMENTED, timezone.now()
        work_order.save(update_fields=["state", "completed_on", "handed_in_at"])
    return work_order


def close_not_done(work_order_id: int, *, by: User, reason: str) -> WorkOrder:
    """Close a work order that will not be carried out in this round. The management report contains `reason`."""
    with locked_work_order(work_order_id) as work_order:
        require_permission(reasons_against_reviewing(by))
        require_in_work(work_order)
        if not reason.strip():
            raise ValidationError({"reason": _("Tulis alasan mengapa pekerjaan ini tidak dilaksanakan.")})
        work_order.state, work_order.closed_at = WorkOrderState.NOT_DONE, timezone.now()
        work_order.reason_not_done = reason.strip()
        work_order.save(update_fields=["state", "closed_at", "reason_not_done"])
        emails.notify_if_all_work_closed(work_order.round)
    return work_order


def missing_documentation(work_order: WorkOrder) -> list[Reason]:
    """Return the reasons why the work order cannot be handed in, or [].

    Possible reasons: no activity, missing required answers, missing required evidence. Runs one query (required
    evidence) if `work_order` was read with `with_documentation()`.
    """
    activities = list(work_order.activities.all())
    if not activities:
        return [Reason("activity", _("Belum ada kegiatan yang dicatat."))]
    reasons = []
    answered = {answer.item_id for activity in activities for answer in activity.answers.all()}
    for item in work_order.planned_work.checklist.all():
        if item.is_required and item.pk not in answered:
            text = _("Butir wajib “%(item)s” belum dijawab.")
            reasons.append(Reason("answer", text % {"item": item.text}))
    counts = Counter(evidence.purpose for activity in activities for evidence in activity.evidence.all())
    for required in work_order.planned_work.required_evidence.all():
        if (missing := required.count - counts[required.purpose]) > 0:
            text = _("Bukti wajib “%(purpose)s” kurang %(n)s.")
            purpose = EvidencePurpose(required.purpose).label
            reasons.append(Reason("evidence", text % {"purpose": purpose, "n": format_number(missing)}))
    return reasons
