"""Template context of the activity documentation: totals, and the photo files."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from reports.types.documentation.data import DocumentationData, EvidenceData
from reports.types.photos import find_photo_files


def photo_files(document_data: DocumentationData) -> Mapping[str, Path]:
    """Return the photo files by name. Leaves out missing files; the template prints a note for them."""
    return find_photo_files(each.picture for each in _all_evidence(document_data))


def _all_evidence(document_data: DocumentationData) -> list[EvidenceData]:
    return [
        each
        for work_order in document_data.orders
        for activity in work_order.activities
        for each in activity.evidence
    ]


def template_context(document_data: DocumentationData) -> dict[str, Any]:
    activities = [activity for order in document_data.orders for activity in order.activities]
    evidence = [
        (work_order.code, each)
        for work_order in document_data.orders
        for activity in work_order.activities
        for each in activity.evidence
    ]
    answers = [answer for activity in activities for answer in activity.answers]
    return {
        "documented": [order for order in document_data.orders if order.activities or order.findings],
        "undocumented": [order for order in document_data.orders if not (order.activities or order.findings)],
        "activities": len(activities),
        "evidence": evidence,
        "hours": sum((each.hours for each in activities), Decimal(0)),
        "cost": sum((each.cost for each in activities), Decimal(0)),
        "downtime": sum(each.downtime_minutes for each in activities),
        "findings": sum(len(order.findings) for order in document_data.orders),
        "with_limits": sum(1 for each in answers if each.within is not None),
        "within_limits": sum(1 for each in answers if each.within),
    }
