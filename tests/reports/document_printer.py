"""Renders all document types of one story once per test module, without leaving rows in the database."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import override_settings

from maintenance.models import ChecklistAnswer, Review, ReviewAnswer, ReviewRemark, Round
from plans.models import ItemKind
from reports.models import DocumentKind
from tests.maintenance.factories import EvidenceFactory, jpeg
from tests.reports.factories import InstitutionFactory, Story, make_story
from tests.reports.sample_documents import SampleDocument, sample_documents


@dataclass(frozen=True)
class PrintedDocument:
    pdf: bytes
    data: dict[str, Any]


@dataclass
class DocumentPrinter:
    """Renders documents on demand and caches them.

    `print(kind)` returns the issued document, `print(kind, "draft")` the draft.
    """

    story: Story
    documents: dict[DocumentKind, SampleDocument]
    media: Path
    printed: dict[tuple[str, str], PrintedDocument] = field(default_factory=dict)

    def print(self, kind: str, state: str = "issued") -> PrintedDocument:
        if (kind, state) not in self.printed:
            document = getattr(self.documents[DocumentKind(kind)], state)()
            self.printed[kind, state] = PrintedDocument(self.render(document), document.json_data)
        return self.printed[kind, state]

    def render(self, document: SampleDocument) -> bytes:
        # Each test has its own media folder, which lacks the photos of the story.
        with override_settings(MEDIA_ROOT=self.media):
            return document.pdf()

    def text(self, kind: str) -> str:
        """Return the words of the issued document in reading order, separated by single spaces."""
        if not shutil.which("pdftotext"):
            pytest.skip("pdftotext is not on this machine")
        command = ["pdftotext", "-raw", "-", "-"]
        done = subprocess.run(command, input=self.print(kind).pdf, capture_output=True, check=True)
        return re.sub(r"\s+", " ", done.stdout.decode())


@contextmanager
def open_printer(media: Path) -> Iterator[DocumentPrinter]:
    with (
        override_settings(MEDIA_ROOT=media),
        time_machine.travel("2026-07-01T03:00:00+00:00", tick=True),
        transaction.atomic(),
    ):
        InstitutionFactory()
        story = make_story(checklist=True)
        _add_details(Round.objects.get(cycle=story.cycle, number=1))
        yield DocumentPrinter(story, sample_documents(story), media)
        transaction.set_rollback(True)


def _add_details(round_: Round) -> None:
    """Add two readings, one out of limits, a portrait photo, and a returned review with a remark and an answer."""
    order = round_.work_orders.earliest("due_on", "sequence")
    activity = order.activities.get()
    items = {item.kind: item for item in order.planned_work.checklist.all()}
    by = activity.performed_by
    ChecklistAnswer.objects.create(activity=activity, item=items[ItemKind.YES_NO], yes=True)
    ChecklistAnswer.objects.create(
        activity=activity, item=items[ItemKind.NUMBER], number=30, is_within_limits=False
    )
    upright = ContentFile(jpeg("seagreen", (900, 1200)), name="tegak.jpg")
    EvidenceFactory(activity=activity, purpose="after", sha256="a" * 64, file=upright, caption="Panel depan")
    review = Review.objects.create(work_order=order, verdict="returned", remark="Angka tidak terbaca.", by=by)
    ReviewRemark.objects.create(review=review, item=items[ItemKind.NUMBER], text="Suhu di luar batas.")
    ReviewAnswer.objects.create(review=review, text="Sudah diukur ulang.", by=by)
