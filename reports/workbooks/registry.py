"""Which tables each kind of document has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any, Final

from django.core.files import File
from django.utils.translation import override

from reports.models import DocumentKind
from reports.types.base import DocumentData
from reports.workbooks import common, management_report, planning, rounds
from reports.workbooks.sheet import Sheet
from reports.workbooks.writer import written

TABLES: Final[Mapping[DocumentKind, Callable[[Any], list[Sheet]]]] = {
    DocumentKind.PLAN: planning.plan,
    DocumentKind.CRITERIA: planning.criteria,
    DocumentKind.DOCUMENTATION: rounds.documentation,
    DocumentKind.INSPECTION: rounds.minutes,
    DocumentKind.HANDOVER: rounds.minutes,
    DocumentKind.EVALUATION: rounds.evaluation,
    DocumentKind.REPORT: management_report.management,
    DocumentKind.ANNUAL: management_report.annual,
}


def workbook_of(kind: DocumentKind, paper: DocumentData) -> AbstractContextManager[File[bytes]]:
    """An XLSX file of the paper's tables, behind a page that says which document they are of."""
    with override("id"):
        sheets = [common.about(paper.heading), *TABLES[kind](paper)]
    heading = paper.heading
    return written(sheets, title=f"{heading.title} {heading.number or heading.code}", at=heading.at)
