"""Prints every kind of document of one rich story, once in a module; the database stays as it was."""

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
from tests.reports.sheets import Sheet, of_story


@dataclass(frozen=True)
class Printed:
    pdf: bytes
    data: dict[str, Any]


@dataclass
class Press:
    """`printed("laporan-manajemen")` is the issued document, `printed(..., "draft")` its draft."""

    story: Story
    sheets: dict[DocumentKind, Sheet]
    media: Path
    done: dict[tuple[str, str], Printed] = field(default_factory=dict)

    def printed(self, kind: str, state: str = "issued") -> Printed:
        if (kind, state) not in self.done:
            sheet = getattr(self.sheets[DocumentKind(kind)], state)()
            self.done[kind, state] = Printed(self.pdf_of(sheet), sheet.data)
        return self.done[kind, state]

    def pdf_of(self, sheet: Sheet) -> bytes:
        with override_settings(
            MEDIA_ROOT=self.media
        ):  # each test has a folder of its own, without these photos
            return sheet.pdf()

    def text(self, kind: str) -> str:
        """The words of the issued document in reading order, with single spaces."""
        if not shutil.which("pdftotext"):
            pytest.skip("pdftotext is not on this machine")
        command = ["pdftotext", "-raw", "-", "-"]
        done = subprocess.run(command, input=self.printed(kind).pdf, capture_output=True, check=True)
        return re.sub(r"\s+", " ", done.stdout.decode())


@contextmanager
def opened(media: Path) -> Iterator[Press]:
    with (
        override_settings(MEDIA_ROOT=media),
        time_machine.travel("2026-07-01T03:00:00+00:00", tick=True),
        transaction.atomic(),
    ):
        InstitutionFactory()
        story = make_story(checklist=True)
        _enrich(Round.objects.get(cycle=story.cycle, number=1))
        yield Press(story, of_story(story), media)
        transaction.set_rollback(True)


def _enrich(round_: Round) -> None:
    """Two readings, one of them out of limits; an upright photo; a return with a remark on an item, and its answer."""
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
