"""Shared parts of all document types: the heading, rendering to HTML, and rendering to PDF with attached data."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

from django.template.loader import render_to_string
from django.utils.translation import override

from core.pdf.renderer import Attachment, RenderRequest, render
from maintenance.sop import ROWS, State
from organization.models import Institution, Signatory
from reports.data import collect_letterhead, collect_sop, dump_text, fingerprint
from reports.data.cycle_data import IssueDetails, Letterhead, SopData
from reports.types.verification_code import qr_code, without_scheme

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

RoundT = TypeVar("RoundT")
# Timestamp in the metadata of drafts without a date. It is constant, so that equal drafts are equal files.
UNDATED_DRAFT_TIME = datetime(2000, 1, 1, tzinfo=UTC)
DATA_FILENAME = "data-dokumen.json"
SVG_TITLE_AND_DESCRIPTION = re.compile(r"<title id=[^>]*>([^<]*)</title><desc id=[^>]*>([^<]*)</desc>")
CHART_WIDTH = 720  # with this width, chart text is about nine points high in print
MAX_ROUNDS_PER_TABLE = 4  # the width of a page; further rounds go into a further table


@dataclass(frozen=True)
class Heading:
    """Title, subject, SOP row, letterhead and signatories of a document.

    `code` identifies a draft. `dated` is the time from which the content is final, or None while it can still
    change. `imprint` holds the number and date of an issued document; it is None for a draft.
    """

    code: str
    title: str
    subject: str
    row: int
    row_text: str
    cycle: str
    dated: datetime | None
    letterhead: Letterhead
    signatories: list[Signatory]
    sop: SopData
    imprint: IssueDetails | None = None

    @property
    def number(self) -> str:
        return self.imprint.number if self.imprint else ""

    @property
    def is_draft(self) -> bool:
        return self.imprint is None

    @property
    def at(self) -> datetime:
        """Creation time for the metadata of the PDF."""
        return self.imprint.issued_at if self.imprint else self.dated or UNDATED_DRAFT_TIME

    def with_issue_details(self, details: IssueDetails) -> Heading:
        return replace(self, imprint=details, dated=self.dated or details.issued_at)


class DocumentData(Protocol):
    """Plain data from which a document is rendered. Every change of its fields needs a new `version`."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def version(self) -> int: ...

    @property
    def heading(self) -> Heading: ...


def build_heading(
    *, code: str, title: str, subject: str, row: State, cycle: str, dated: datetime | None
) -> Heading:
    """Return the heading of a draft with the current letterhead, signatories and SOP identity."""
    institution = Institution.current()
    return Heading(
        code=code,
        title=title,
        subject=subject,
        row=ROWS[row].number,
        row_text=str(ROWS[row].text),
        cycle=cycle,
        dated=dated,
        letterhead=collect_letterhead(institution),
        signatories=institution.signatories,
        sop=collect_sop(),
    )


def group_rounds(rounds: Sequence[RoundT]) -> list[Sequence[RoundT]]:
    """Split the rounds into groups that fit side by side in a table.

    The last group is full, because it holds the newest rounds. Returns one empty group when there are no rounds.
    """
    size = MAX_ROUNDS_PER_TABLE
    first = len(rounds) % size or size
    return [rounds[:first], *(rounds[n : n + size] for n in range(first, len(rounds), size))]


def render_html(template: str, context: Mapping[str, Any]) -> str:
    """Render a document template in Indonesian, whatever language is active.

    Adds the QR code and the verification address to the context of an issued document.
    """
    details: IssueDetails | None = context["heading"].imprint
    verification = (
        {"qr": qr_code(details.verify_url), "verify_address": without_scheme(details.verify_url)}
        if details
        else {}
    )
    with override("id"):
        page = render_to_string(f"reports/documents/{template}.html", {**context, **verification})
    return merge_svg_descriptions(page)


def merge_svg_descriptions(page: str) -> str:
    """Append the description of every SVG to its title, because the PDF uses only the title as alternative text."""
    return SVG_TITLE_AND_DESCRIPTION.sub(r"<title>\1. \2</title>", page)


def render_pdf(page: str, data: DataclassInstance, *, at: datetime, media: Mapping[str, Path]) -> bytes:
    """Return the PDF with the document data attached as a file.

    Equal input gives equal bytes. Raises `RenderError`.
    """
    return render(build_render_request(page, data, at=at, media=media))


def build_render_request(
    page: str, data: DataclassInstance, *, at: datetime, media: Mapping[str, Path]
) -> RenderRequest:
    text = dump_text(data)
    return RenderRequest(
        html=page,
        at=at,
        identifier=fingerprint(text),
        attachments=[Attachment(DATA_FILENAME, "Seluruh data dokumen ini, terbaca mesin", text)],
        media=media,
    )
