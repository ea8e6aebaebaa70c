"""Collects reviews of completed work: verdict, remarks on checklist items, and the answer of the executor."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from maintenance.models import Review, ReviewAnswer, ReviewRemark
from reports.data.work_order_data import ReviewData, ReviewRemarkData


def reviews_with_details() -> QuerySet[Review]:
    """Return reviews in chronological order with everything that `review_data` reads, in two queries."""
    remarks = ReviewRemark.objects.select_related("item")
    rows = Review.objects.select_related("by", "answer__by").prefetch_related(Prefetch("remarks", remarks))
    return rows.order_by("at", "pk")


def review_data(review: Review, work_order: str) -> ReviewData:
    """Return the data of a review. `work_order` is the code of its work order."""
    answer: ReviewAnswer | None = getattr(review, "answer", None)
    return ReviewData(
        order=work_order,
        at=review.at,
        by=str(review.by),
        verdict=review.verdict,
        verdict_label=str(review.get_verdict_display()),
        remark=review.remark,
        remarks=[ReviewRemarkData(each.item.text, each.text) for each in review.remarks.all()],
        answer=answer.text if answer else "",
        answered_by=str(answer.by) if answer else "",
        answered_at=answer.at if answer else None,
    )
