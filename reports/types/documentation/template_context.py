"""What the template of the documentation needs besides the facts: sums, and which photos go beside each other."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from reports.types import photos
from reports.types.documentation.data import DocumentationPaper, PieceFacts


def media(paper: DocumentationPaper) -> Mapping[str, Path]:
    """The photos by their names; one whose file is gone is left out, and the document says so."""
    return photos.stored(each.picture for each in _pieces(paper))


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
