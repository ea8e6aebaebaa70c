"""What every document has in common: a heading, a template, plain data that travels inside, and the PDF itself."""

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
from reports.data import as_text, fingerprint, letterhead, sop_facts
from reports.data.cycle_data import Imprint, Letterhead, SopFacts
from reports.types.verification_code import qr, short

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Column = TypeVar("Column")
# A draft states no time of issue, and must not differ from one minute to the next.
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
DATA = "data-dokumen.json"
DESCRIBED = re.compile(r"<title id=[^>]*>([^<]*)</title><desc id=[^>]*>([^<]*)</desc>")
CHART_WIDTH = 720  # at the width of the page this gives letters of nine points
COLUMNS = 4  # more rounds than these do not stand side by side on a page; a matrix goes on in a further table


@dataclass(frozen=True)
class Heading:
    """What a document says about itself.

    `code` names it while it is a draft. `dated` is the moment from which its content holds; None while it may still
    change. `imprint` comes with the issue: without it the document is a draft.
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
    sop: SopFacts
    imprint: Imprint | None = None

    @property
    def number(self) -> str:
        return self.imprint.number if self.imprint else ""

    @property
    def is_draft(self) -> bool:
        return self.imprint is None

    @property
    def at(self) -> datetime:
        """The time that the file states."""
        return self.imprint.issued_at if self.imprint else self.dated or UNDATED

    def issued(self, imprint: Imprint) -> Heading:
        return replace(self, imprint=imprint, dated=self.dated or imprint.issued_at)


class DocumentData(Protocol):
    """A snapshot with a heading: all that a document is made from. A change of its shape is a new `version`."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def version(self) -> int: ...

    @property
    def heading(self) -> Heading: ...


def heading(
    *, code: str, title: str, subject: str, row: State, cycle: str, dated: datetime | None
) -> Heading:
    """The heading with what the institution and the SOP say today."""
    institution = Institution.current()
    return Heading(
        code=code,
        title=title,
        subject=subject,
        row=ROWS[row].number,
        row_text=str(ROWS[row].text),
        cycle=cycle,
        dated=dated,
        letterhead=letterhead(institution),
        signatories=institution.signatories,
        sop=sop_facts(),
    )


def columns(rounds: Sequence[Column]) -> list[Sequence[Column]]:
    """The rounds in groups that fit beside each other, the last group being full; one empty group of none."""
    first = len(rounds) % COLUMNS or COLUMNS
    return [rounds[:first], *(rounds[n : n + COLUMNS] for n in range(first, len(rounds), COLUMNS))]


def html(template: str, context: Mapping[str, Any]) -> str:
    """Documents speak Indonesian, whoever asks for them; once issued they say where they can be checked."""
    imprint: Imprint | None = context["heading"].imprint
    more = {"qr": qr(imprint.verify_url), "verify_address": short(imprint.verify_url)} if imprint else {}
    with override("id"):
        return told(render_to_string(f"reports/documents/{template}.html", {**context, **more}))


def told(page: str) -> str:
    """The page with every drawing's figures in its title, for PDF takes the alternative text from there alone."""
    return DESCRIBED.sub(r"<title>\1. \2</title>", page)


def printed(page: str, snapshot: DataclassInstance, *, at: datetime, media: Mapping[str, Path]) -> bytes:
    """The PDF with its data inside, the same bytes for the same snapshot; raises `RenderError`."""
    return render(job_of(page, snapshot, at=at, media=media))


def job_of(
    page: str, snapshot: DataclassInstance, *, at: datetime, media: Mapping[str, Path]
) -> RenderRequest:
    """All that the rendering process is handed."""
    data = as_text(snapshot)
    return RenderRequest(
        html=page,
        at=at,
        identifier=fingerprint(data),
        attachments=[Attachment(DATA, "Seluruh data dokumen ini, terbaca mesin", data)],
        media=media,
    )
