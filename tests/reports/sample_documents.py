"""Sample documents of every kind, as a draft or issued, for rendering in tests."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from accounts.models import Role, User
from core.i18n.formats import JAKARTA
from maintenance.models import Round
from reports.data import IssueDetails, dump
from reports.models import DocumentKind
from reports.types.base import render_pdf
from reports.types.registry import DOCUMENT_TYPES
from tests.reports.factories import YEAR, Story

HEAD = User(role=Role.HEAD)
IMPRINT = IssueDetails(
    number="UJI-001/OPS/VII/2026",
    edition=1,
    issued_at=datetime(2026, 7, 1, 10, tzinfo=JAKARTA),
    issued_by="Budi Kepala",
    verify_url="https://siklus.example.org/verify/aBcDeFgHiJkLmNoPqRsTuVwXyZ012345/",
)


@dataclass(frozen=True)
class SampleDocument:
    """A document kind with its document data. All methods return new objects."""

    kind: DocumentKind
    document_data: Any

    @property
    def json_data(self) -> dict[str, Any]:
        """The JSON data that is attached to the PDF."""
        return json.loads(json.dumps(dump(self.document_data)))

    def html(self, media: Mapping[str, Path] | None = None) -> str:
        return DOCUMENT_TYPES[self.kind].render_html(self.document_data, media)

    def pdf(self, media: Mapping[str, Path] | None = None) -> bytes:
        """Render the PDF with the photos in `media`, or with the stored photos."""
        files = DOCUMENT_TYPES[self.kind].media(self.document_data) if media is None else media
        return render_pdf(self.html(files), self.document_data, at=self.document_data.heading.at, media=files)

    def draft(self) -> SampleDocument:
        return self.with_heading(imprint=None)

    def issued(self, **imprint: Any) -> SampleDocument:
        return replace(
            self,
            document_data=replace(
                self.document_data,
                heading=self.document_data.heading.with_issue_details(replace(IMPRINT, **imprint)),
            ),
        )

    def with_heading(self, **fields: Any) -> SampleDocument:
        return replace(
            self,
            document_data=replace(self.document_data, heading=replace(self.document_data.heading, **fields)),
        )

    def with_data(self, change: Callable[[Any], Any]) -> SampleDocument:
        return replace(self, document_data=change(self.document_data))


def sample_documents(story: Story) -> dict[DocumentKind, SampleDocument]:
    """Return a document of each kind: of the cycle of the story, of its first round, or of its year."""
    first = Round.objects.get(cycle=story.cycle, number=1).pk
    pks = {"cycle": story.cycle.pk, "round": first, "year": YEAR}
    return {
        kind: SampleDocument(kind, DOCUMENT_TYPES[kind].collect(pks[kind.subject], HEAD))
        for kind in DocumentKind
    }
