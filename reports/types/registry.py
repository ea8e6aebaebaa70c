"""Registry of document types.

A document is made in two steps: `collect` reads the data that the user may see, then `render_html` and `render_pdf`
use only this data.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import override

from core.files.names import download_filename
from organization import logos
from reports.data import Json, load
from reports.data.upgrades import upgrade
from reports.models import DocumentKind
from reports.types import annual, criteria, documentation, evaluation, management_report, minutes
from reports.types import plan as plan_document
from reports.types.base import DocumentData, Heading, render_html, render_pdf

if TYPE_CHECKING:
    from accounts.models import User


class NoSuchDocument(LookupError):
    """Raised when the user can see no subject with this id, or when the document kind does not apply to the subject."""


def _no_media(_document_data: Any) -> Mapping[str, Path]:
    return {}


def _no_upgrade(data: Json) -> Json:
    return data


@dataclass(frozen=True)
class DocumentType:
    """Data class, collectors, template and media of one kind of document.

    `heading_collector` reads only the heading, for web pages that list documents. `upgrader` converts stored data
    of former versions.
    """

    data_class: type[DocumentData]
    version: int
    template: str
    heading_collector: Callable[[int, User], Heading]
    data_collector: Callable[[int, User], Any]
    context: Callable[[Any], dict[str, Any]]
    media: Callable[[Any], Mapping[str, Path]] = _no_media
    upgrader: Callable[[Json], Json] = _no_upgrade

    def collect(self, pk: int, user: User) -> Any:
        """Return the document data that the user may see. Raises `NoSuchDocument`."""
        return self._read(self.data_collector, pk, user)

    def collect_heading(self, pk: int, user: User) -> Heading:
        """Return only the heading, with a few queries. Raises `NoSuchDocument`."""
        heading: Heading = self._read(self.heading_collector, pk, user)
        return heading

    def _read(self, collector: Callable[[int, User], Any], pk: int, user: User) -> Any:
        try:
            with override("id"):
                return collector(pk, user)
        except (ObjectDoesNotExist, OverflowError) as error:
            raise NoSuchDocument(self.template, pk) from error

    def load(self, data: Json) -> Any:
        """Return the document data stored as JSON. Raises `UnknownVersion` when no upgrade reads its version."""
        return load(self.data_class, self.upgrader(data), self.version)

    def render_html(self, document_data: DocumentData, pictures: Mapping[str, Path] | None = None) -> str:
        with override("id"):
            context = self.context(document_data)
        return render_html(
            self.template,
            {
                "document_data": document_data,
                "heading": document_data.heading,
                "pictures": pictures or {},
                **context,
            },
        )

    def render_pdf(self, document_data: DocumentData) -> bytes:
        """Return the PDF. Equal data gives equal bytes. Raises `RenderError` when no PDF could be made."""
        heading = document_data.heading
        pictures = {**self.media(document_data), **logos.logo_files(heading.letterhead.logo)}
        page = self.render_html(document_data, pictures)
        return render_pdf(page, document_data, at=heading.at, media=pictures)


DOCUMENT_TYPES: Mapping[DocumentKind, DocumentType] = {
    DocumentKind.PLAN: DocumentType(
        plan_document.PlanDocumentData,
        plan_document.VERSION,
        "plan",
        plan_document.collect_heading,
        plan_document.collect,
        plan_document.template_context,
    ),
    DocumentKind.CRITERIA: DocumentType(
        criteria.CriteriaDocumentData,
        criteria.VERSION,
        "criteria",
        criteria.collect_heading,
        criteria.collect,
        criteria.template_context,
    ),
    DocumentKind.DOCUMENTATION: DocumentType(
        documentation.DocumentationData,
        documentation.data.VERSION,
        "documentation",
        documentation.collect_heading,
        documentation.collect,
        documentation.template_context,
        documentation.photo_files,
    ),
    DocumentKind.INSPECTION: DocumentType(
        minutes.MinutesData,
        minutes.VERSION,
        "minutes",
        minutes.collect_inspection_heading,
        minutes.collect_inspection,
        minutes.template_context,
    ),
    DocumentKind.HANDOVER: DocumentType(
        minutes.MinutesData,
        minutes.VERSION,
        "minutes",
        minutes.collect_handover_heading,
        minutes.collect_handover,
        minutes.template_context,
    ),
    DocumentKind.EVALUATION: DocumentType(
        evaluation.EvaluationData,
        evaluation.VERSION,
        "evaluation",
        evaluation.collect_heading,
        evaluation.collect,
        evaluation.template_context,
    ),
    DocumentKind.REPORT: DocumentType(
        management_report.ManagementReportData,
        management_report.VERSION,
        "management_report",
        management_report.collect_heading,
        management_report.collect,
        management_report.template_context,
        management_report.photo_files,
        upgrader=upgrade,
    ),
    DocumentKind.ANNUAL: DocumentType(
        annual.AnnualReportData,
        annual.data.VERSION,
        "annual",
        annual.collect_heading,
        annual.collect,
        annual.template_context,
    ),
}


def draft_name(document_data: DocumentData) -> str:
    """Return the download filename of a draft."""
    return download_filename(f"rancangan-{document_data.heading.code}".replace("/", "-") + ".pdf", "pdf")
