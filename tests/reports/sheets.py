"""Every kind of document as a test can print it: from its paper, as a draft or as it is when it was issued."""

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
class Sheet:
    """`paper` is all that the document is made from."""

    kind: DocumentKind
    paper: Any

    @property
    def data(self) -> dict[str, Any]:
        """What travels inside the PDF."""
        return json.loads(json.dumps(dump(self.paper)))

    def html(self, media: Mapping[str, Path] | None = None) -> str:
        return DOCUMENT_TYPES[self.kind].render_html(self.paper, media)

    def pdf(self, media: Mapping[str, Path] | None = None) -> bytes:
        """With the photos of the storage, or those handed over."""
        found = DOCUMENT_TYPES[self.kind].media(self.paper) if media is None else media
        return render_pdf(self.html(found), self.paper, at=self.paper.heading.at, media=found)

    def draft(self) -> Sheet:
        return self.with_heading(imprint=None)

    def issued(self, **imprint: Any) -> Sheet:
        return replace(
            self,
            paper=replace(
                self.paper, heading=self.paper.heading.with_issue_details(replace(IMPRINT, **imprint))
            ),
        )

    def with_heading(self, **fields: Any) -> Sheet:
        return replace(self, paper=replace(self.paper, heading=replace(self.paper.heading, **fields)))

    def changed(self, change: Callable[[Any], Any]) -> Sheet:
        return replace(self, paper=change(self.paper))


def of_story(story: Story) -> dict[DocumentKind, Sheet]:
    """Each kind: of the story's cycle, its first round, its year."""
    first = Round.objects.get(cycle=story.cycle, number=1).pk
    pks = {"cycle": story.cycle.pk, "round": first, "year": YEAR}
    return {kind: Sheet(kind, DOCUMENT_TYPES[kind].collect(pks[kind.subject], HEAD)) for kind in DocumentKind}
