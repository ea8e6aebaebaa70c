"""How each kind of document is made: `take` reads what the person may see into plain data (a paper), and the PDF is
made of that alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import override

from core.files.names import safe_name
from organization import logos
from reports.data import Json, load
from reports.data.upgrades import upgrade
from reports.models import DocumentKind
from reports.types import annual, criteria, documentation, evaluation, management_report, minutes
from reports.types import plan as plan_document
from reports.types.base import DocumentData, Heading, html, printed

if TYPE_CHECKING:
    from accounts.models import User


class NoSuchDocument(LookupError):
    """The kind is unknown, there is nothing with this id, or it is not this person's to read."""


def _nothing(_paper: Any) -> Mapping[str, Path]:
    return {}


def _as_it_is(data: Json) -> Json:
    return data


@dataclass(frozen=True)
class DocumentType:
    """What one kind is made with; `head` is the heading alone, for pages.

    `shape` and `version` are those of its paper; `upgrade` reads former ones.
    """

    shape: type[DocumentData]
    version: int
    template: str
    head: Callable[[int, User], Heading]
    take: Callable[[int, User], Any]
    context: Callable[[Any], dict[str, Any]]
    media: Callable[[Any], Mapping[str, Path]] = _nothing
    upgrade: Callable[[Json], Json] = _as_it_is

    def paper(self, pk: int, user: User) -> Any:
        """Plain data as the person may see it; raises `NoSuchDocument`."""
        return self._seen(self.take, pk, user)

    def heading(self, pk: int, user: User) -> Heading:
        """That of the paper, in a few queries; raises `NoSuchDocument`."""
        heading: Heading = self._seen(self.head, pk, user)
        return heading

    def _seen(self, read: Callable[[int, User], Any], pk: int, user: User) -> Any:
        try:
            with override("id"):
                return read(pk, user)
        except (ObjectDoesNotExist, OverflowError) as error:
            raise NoSuchDocument(self.template, pk) from error

    def load(self, data: Json) -> Any:
        """The paper that was stored as `data`; raises `UnknownVersion` for a shape that nobody can read."""
        return load(self.shape, self.upgrade(data), self.version)

    def html(self, paper: DocumentData, pictures: Mapping[str, Path] | None = None) -> str:
        with override("id"):
            more = self.context(paper)
        return html(
            self.template, {"paper": paper, "heading": paper.heading, "pictures": pictures or {}, **more}
        )

    def pdf(self, paper: DocumentData) -> bytes:
        """The same bytes for the same paper; raises `RenderError` when no PDF could be made."""
        pictures = {**self.media(paper), **logos.logo_path(paper.heading.letterhead.logo)}
        return printed(self.html(paper, pictures), paper, at=paper.heading.at, media=pictures)


DOCUMENT_TYPES: Mapping[DocumentKind, DocumentType] = {
    DocumentKind.PLAN: DocumentType(
        plan_document.PlanPaper,
        plan_document.VERSION,
        "plan",
        plan_document.head,
        plan_document.take,
        plan_document.context,
    ),
    DocumentKind.CRITERIA: DocumentType(
        criteria.CriteriaPaper, criteria.VERSION, "criteria", criteria.head, criteria.take, criteria.context
    ),
    DocumentKind.DOCUMENTATION: DocumentType(
        documentation.DocumentationPaper,
        documentation.data.VERSION,
        "documentation",
        documentation.head,
        documentation.take,
        documentation.context,
        documentation.media,
    ),
    DocumentKind.INSPECTION: DocumentType(
        minutes.MinutesPaper,
        minutes.VERSION,
        "minutes",
        minutes.head_inspection,
        minutes.take_inspection,
        minutes.context,
    ),
    DocumentKind.HANDOVER: DocumentType(
        minutes.MinutesPaper,
        minutes.VERSION,
        "minutes",
        minutes.head_handover,
        minutes.take_handover,
        minutes.context,
    ),
    DocumentKind.EVALUATION: DocumentType(
        evaluation.EvaluationPaper,
        evaluation.VERSION,
        "evaluation",
        evaluation.head,
        evaluation.take,
        evaluation.context,
    ),
    DocumentKind.REPORT: DocumentType(
        management_report.ReportPaper,
        management_report.VERSION,
        "management_report",
        management_report.head,
        management_report.take,
        management_report.context,
        management_report.media,
        upgrade=upgrade,
    ),
    DocumentKind.ANNUAL: DocumentType(
        annual.AnnualPaper, annual.data.VERSION, "annual", annual.head, annual.take, annual.context
    ),
}


def document_type(kind: str) -> DocumentType:
    """Raises `NoSuchDocument` for a name that is none."""
    if kind not in DocumentKind.values:
        raise NoSuchDocument(kind)
    return DOCUMENT_TYPES[DocumentKind(kind)]


def draft_name(paper: DocumentData) -> str:
    """A name for a draft in the person's own folder."""
    return safe_name(f"rancangan-{paper.heading.code}".replace("/", "-") + ".pdf", "pdf")
