"""Maps each document kind to the function that builds its sheets."""

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
from reports.workbooks.writer import write_workbook

SHEET_BUILDERS: Final[Mapping[DocumentKind, Callable[[Any], list[Sheet]]]] = {
    DocumentKind.PLAN: planning.plan_sheets,
    DocumentKind.CRITERIA: planning.criteria_sheets,
    DocumentKind.DOCUMENTATION: rounds.documentation_sheets,
    DocumentKind.INSPECTION: rounds.minutes_sheets,
    DocumentKind.HANDOVER: rounds.minutes_sheets,
    DocumentKind.EVALUATION: rounds.evaluation_sheets,
    DocumentKind.REPORT: management_report.management_report_sheets,
    DocumentKind.ANNUAL: management_report.annual_report_sheets,
}


def build_workbook(kind: DocumentKind, document_data: DocumentData) -> AbstractContextManager[File[bytes]]:
    """Build a temporary XLSX file: a sheet that identifies the document, and one sheet per table of the document.

    Use as a context manager. The file is deleted when the block ends.
    """
    with override("id"):
        sheets = [common.document_sheet(document_data.heading), *SHEET_BUILDERS[kind](document_data)]
    heading = document_data.heading
    return write_workbook(sheets, title=f"{heading.title} {heading.number or heading.code}", at=heading.at)
