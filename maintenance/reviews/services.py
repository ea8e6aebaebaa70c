"""Reviews beyond their verdict: remarks per checklist item, the executor's answers, and how long reviews wait."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Min
from django.utils import timezone
from django.utils.translation import ngettext

from core.i18n.formats import format_number
from core.rounding import round_half_up
from maintenance.models import Evidence, ReviewAnswer, ReviewRemark, ReviewVerdict, WorkOrder
from plans.models import EvidencePurpose

if TYPE_CHECKING:
    from accounts.models import User
    from maintenance.models.work_order import WorkOrderQuerySet

MEASURED: Final = timedelta(days=90)
MOST_MEASURED: Final = 500


def save_remarks(order: WorkOrder, remarks: Mapping[int, str]) -> None:
    """Adds remarks on items, by item id, to the order's last review; empty ones and strangers are left out."""
    review = order.reviews.latest("pk")
    known = set(order.planned_work.checklist.values_list("pk", flat=True))
    told = [(item_id, text.strip()) for item_id, text in remarks.items() if item_id in known]
    ReviewRemark.objects.bulk_create(
        ReviewRemark(review=review, item_id=item_id, text=text) for item_id, text in told if text
    )


def save_answer(order: WorkOrder, text: str, *, by: User) -> None:
    """Adds what the executor says to the return of the order; nothing when nothing is said or was returned."""
    review = order.reviews.order_by("pk").last()
    if text.strip() and review is not None and review.verdict == ReviewVerdict.RETURNED:
        ReviewAnswer.objects.create(review=review, text=text.strip(), by=by)


@dataclass
class ReviewComments:
    """One review as pages show it. `remarks` pairs the words of an item with what was said of it, by item id."""

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


def reviews_of(order: WorkOrder) -> list[ReviewComments]:
    """Every review of the order in turn, in one query: a row for each remark, and one where there is none."""
    rows = order.reviews.order_by("pk", "remarks__item__position", "remarks__item_id").values_list(
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
    found: dict[int, ReviewComments] = {}
    for pk, verdict, remark, by, at, answer, answered_by, answered_at, item_id, item, text in rows:
        said = found.setdefault(
            pk, ReviewComments(verdict, remark, by, at, answer, answered_by, answered_at, {})
        )
        if item_id:
            said.remarks[item_id] = (item, text)
    return list(found.values())


@dataclass(frozen=True)
class Waiting:
    """How long work waits to be accepted. `usual` is the median of what was accepted in the last 90 days."""

    usual: timedelta | None
    measured: int
    oldest: datetime | None

    @property
    def usual_words(self) -> str:
        """In minutes, hours or days, whichever reads best."""
        seconds = (self.usual or timedelta()).total_seconds()
        minutes = int(round_half_up(seconds / 60))
        if minutes < 90:
            return ngettext("%(n)s menit", "%(n)s menit", minutes) % {"n": format_number(minutes)}
        if minutes < 48 * 60:
            hours = int(round_half_up(seconds / 3600))
            return ngettext("%(n)s jam", "%(n)s jam", hours) % {"n": format_number(hours)}
        days = int(round_half_up(seconds / (24 * 3600)))
        return ngettext("%(n)s hari", "%(n)s hari", days) % {"n": format_number(days)}


def waiting(orders: WorkOrderQuerySet) -> Waiting:
    """From sending to acceptance, in two queries; returns are not counted, their time runs anew."""
    accepted = (
        orders.accepted()
        .filter(handed_in_at__isnull=False, settled_at__gte=timezone.now() - MEASURED)
        .order_by("-settled_at")
        .values_list("handed_in_at", "settled_at")[:MOST_MEASURED]
    )
    seconds = [(settled - sent).total_seconds() for sent, settled in accepted if sent and settled]
    oldest = orders.awaiting_review().aggregate(oldest=Min("handed_in_at"))["oldest"]
    usual = timedelta(seconds=median(seconds)) if seconds else None
    return Waiting(usual, len(seconds), oldest)


def before_and_after(activities: list[tuple[Any, Any]]) -> list[tuple[Evidence | None, Evidence | None]]:
    """Photos of before and of after, first beside first; from the `activities` of a page."""
    photos = [piece for activity, _rows in activities for piece in activity.evidence.all() if piece.is_photo]
    before = [piece for piece in photos if piece.purpose == EvidencePurpose.BEFORE]
    after = [piece for piece in photos if piece.purpose == EvidencePurpose.AFTER]
    return list(zip_longest(before, after))
