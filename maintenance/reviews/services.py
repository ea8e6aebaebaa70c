"""Review of work orders: accept, send back, remarks on checklist items, replies, and waiting times."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.i18n.formats import format_number
from core.rounding import round_half_up
from maintenance import emails
from maintenance.executor_permissions import reasons_against_reviewing
from maintenance.models import (
    Evidence,
    ReviewAnswer,
    ReviewRemark,
    ReviewVerdict,
    WorkOrder,
    WorkOrderState,
)
from maintenance.models.work_order_generation import generate_work_orders
from maintenance.reasons import Reason, Refused
from maintenance.work_orders.locking import locked_work_order, require_permission, require_state
from plans.models import EvidencePurpose
from plans.recurrence.due_dates import RecurrenceBasis

if TYPE_CHECKING:
    from accounts.models import User
    from maintenance.models.work_order import WorkOrderQuerySet

MEASURED_PERIOD: Final = timedelta(days=90)
MAX_MEASURED: Final = 500


def accept(work_order_id: int, *, by: User, remark: str = "") -> WorkOrder:
    """Accept a handed-in work order. Raises `MayNot` or `NotYet`.

    If the next due date of the work is counted from completion, the next work order is created.
    """
    with locked_work_order(work_order_id) as work_order:
        require_permission(reasons_against_reviewing(by))
        require_state(work_order, WorkOrderState.DOCUMENTED)
        work_order.reviews.create(verdict=ReviewVerdict.ACCEPTED, remark=remark.strip(), by=by)
        work_order.completed_on = work_order.last_activity_date()
        work_order.state, work_order.closed_at = WorkOrderState.ACCEPTED, timezone.now()
        work_order.save(update_fields=["state", "completed_on", "closed_at"])
        if work_order.planned_work.basis == RecurrenceBasis.AFTER_COMPLETION:
            generate_work_orders(work_order.round)
        emails.notify_if_all_work_closed(work_order.round)
    return work_order


def accept_many(work_order_ids: Iterable[int], *, by: User) -> tuple[list[WorkOrder], list[Reason]]:
    """Accept several work orders, each in a separate transaction.

    Returns the accepted work orders, and the reasons why the other work orders were refused.
    """
    accepted: list[WorkOrder] = []
    reasons: list[Reason] = []
    for work_order_id in work_order_ids:
        try:
            accepted.append(accept(work_order_id, by=by))
        except Refused as refused:
            reasons.extend(refused.reasons)
    return accepted, reasons


def return_for_correction(
    work_order_id: int, *, by: User, remark: str, remarks: Mapping[int, str] | None = None
) -> WorkOrder:
    """Send a handed-in work order back to the executor for correction.

    `remark` is required. `remarks` maps ids of checklist items to optional remarks. Raises `MayNot`, `NotYet`, or
    `ValidationError` if `remark` is empty.
    """
    with locked_work_order(work_order_id) as work_order:
        require_permission(reasons_against_reviewing(by))
        require_state(work_order, WorkOrderState.DOCUMENTED)
        if not remark.strip():
            raise ValidationError({"remark": _("Tulis apa yang harus diperbaiki.")})
        review = work_order.reviews.create(verdict=ReviewVerdict.RETURNED, remark=remark.strip(), by=by)
        save_remarks(work_order, remarks or {})
        work_order.state = WorkOrderState.RETURNED
        work_order.handed_in_at, work_order.completed_on = None, None
        work_order.save(update_fields=["state", "handed_in_at", "completed_on"])
        emails.notify_work_returned(review)
    return work_order


def save_remarks(work_order: WorkOrder, remarks: Mapping[int, str]) -> None:
    """Save remarks on checklist items for the last review. `remarks` maps ids of checklist items to texts.

    Empty texts and unknown items are skipped.
    """
    review = work_order.reviews.latest("pk")
    known = set(work_order.planned_work.checklist.values_list("pk", flat=True))
    texts = [(item_id, text.strip()) for item_id, text in remarks.items() if item_id in known]
    ReviewRemark.objects.bulk_create(
        ReviewRemark(review=review, item_id=item_id, text=text) for item_id, text in texts if text
    )


def save_answer(work_order: WorkOrder, text: str, *, by: User) -> None:
    """Save the reply of the executor to the last review.

    Does nothing if `text` is empty or if the last review did not send the work order back.
    """
    review = work_order.reviews.order_by("pk").last()
    if text.strip() and review is not None and review.verdict == ReviewVerdict.RETURNED:
        ReviewAnswer.objects.create(review=review, text=text.strip(), by=by)


@dataclass
class ReviewDetails:
    """One review for display. `remarks` maps the id of a checklist item to its text and the reviewer's remark."""

    verdict: str
    remark: str
    by: str
    at: datetime
    answer: str | None
    answered_by: str | None
    answered_at: datetime | None
    remarks: dict[int, tuple[str, str]]

    @property
    def verdict_label(self) -> str:
        return str(ReviewVerdict(self.verdict).label)


def list_reviews(work_order: WorkOrder) -> list[ReviewDetails]:
    """Return all reviews of the work order, oldest first, with one query.

    The query returns one row per remark, and one row for a review without remarks.
    """
    rows = work_order.reviews.order_by("pk", "remarks__item__position", "remarks__item_id").values_list(
        "pk",
        "verdict",
        "remark",
        "by__full_name",
        "at",
        "answer__text",
        "answer__by__full_name",
        "answer__at",
        "remarks__item_id",
        "remarks__item__text",
        "remarks__text",
    )
    reviews: dict[int, ReviewDetails] = {}
    for pk, verdict, remark, by, at, answer, answered_by, answered_at, item_id, item, text in rows:
        review = reviews.setdefault(
            pk, ReviewDetails(verdict, remark, by, at, answer, answered_by, answered_at, {})
        )
        if item_id:
            review.remarks[item_id] = (item, text)
    return list(reviews.values())


@dataclass(frozen=True)
class ReviewWait:
    """Waiting time of work orders from hand-in to acceptance.

    `usual` is the median of `measured` work orders that were accepted in the last 90 days, or None if there are
    none. `oldest` is the earliest hand-in time of the work orders that wait for review now.
    """

    usual: timedelta | None
    measured: int
    oldest: datetime | None

    @property
    def usual_words(self) -> str:
        """The usual waiting time as text: in minutes below 90 minutes, in hours below 48 hours, otherwise in days."""
        seconds = (self.usual or timedelta()).total_seconds()
        minutes = int(round_half_up(seconds / 60))
        if minutes < 90:
            return ngettext("%(n)s menit", "%(n)s menit", minutes) % {"n": format_number(minutes)}
        if minutes < 48 * 60:
            hours = int(round_half_up(seconds / 3600))
            return ngettext("%(n)s jam", "%(n)s jam", hours) % {"n": format_number(hours)}
        days = int(round_half_up(seconds / (24 * 3600)))
        return ngettext("%(n)s hari", "%(n)s hari", days) % {"n": format_number(days)}


def review_wait(work_orders: WorkOrderQuerySet) -> ReviewWait:
    """Measure the time from the last hand-in of a work order to its acceptance, with two queries.

    If a work order was sent back, the time before that is not included.
    """
    accepted = (
        work_orders.accepted()
        .filter(handed_in_at__isnull=False, closed_at__gte=timezone.now() - MEASURED_PERIOD)
        .order_by("-closed_at")
        .values_list("handed_in_at", "closed_at")[:MAX_MEASURED]
    )
    seconds = [(closed - sent).total_seconds() for sent, closed in accepted if sent and closed]
    oldest = work_orders.awaiting_review().aggregate(oldest=Min("handed_in_at"))["oldest"]
    usual = timedelta(seconds=median(seconds)) if seconds else None
    return ReviewWait(usual, len(seconds), oldest)


def photo_pairs(activities: list[tuple[Any, Any]]) -> list[tuple[Evidence | None, Evidence | None]]:
    """Pair the photos taken before the work with those taken after it, in order.

    `activities` is the list of (activity, answers) from `work_order_context`. A missing partner is None.
    """
    photos = [photo for activity, _rows in activities for photo in activity.evidence.all() if photo.is_photo]
    before = [photo for photo in photos if photo.purpose == EvidencePurpose.BEFORE]
    after = [photo for photo in photos if photo.purpose == EvidencePurpose.AFTER]
    return list(zip_longest(before, after))
