"""What was said when handed-in work was looked at: verdict, remarks on single items, and the executor's answer."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from maintenance.models import Review, ReviewAnswer, ReviewRemark
from reports.data.work_order_data import RemarkFacts, ReviewFacts


def with_all_said() -> QuerySet[Review]:
    """Reviews in turn, with everything that `facts_of` reads, in two queries."""
    remarks = ReviewRemark.objects.select_related("item")
    rows = Review.objects.select_related("by", "answer__by").prefetch_related(Prefetch("remarks", remarks))
    return rows.order_by("at", "pk")


def facts_of(review: Review, order: str) -> ReviewFacts:
    """`order` is the code of the work order."""
    answer: ReviewAnswer | None = getattr(review, "answer", None)
    return ReviewFacts(
        order=order,
        at=review.at,
        by=str(review.by),
        verdict=review.verdict,
        verdict_label=str(review.get_verdict_display()),
        remark=review.remark,
        remarks=[RemarkFacts(each.item.text, each.text) for each in review.remarks.all()],
        answer=answer.text if answer else "",
        answered_by=str(answer.by) if answer else "",
        answered_at=answer.at if answer else None,
    )
