"""Fixtures for tests of documents, indicators and dashboards: a sample cycle, its report, and fake PDF rendering."""

from collections.abc import Iterator

import pytest
import time_machine

from reports.models import Document
from reports.types.registry import DocumentType
from tests.reports.factories import InstitutionFactory, ReportFactory, Story, make_story


@pytest.fixture
def july() -> Iterator[None]:
    """Freeze the start time at 1 July 2026, 10:00 WIB: both rounds have ended, the budget year has not."""
    with time_machine.travel("2026-07-01T03:00:00+00:00", tick=True):
        yield


@pytest.fixture
def story(db: None, july: None) -> Story:
    InstitutionFactory()
    return make_story()


@pytest.fixture
def quick_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace rendering by a constant, because a real PDF takes seconds."""
    monkeypatch.setattr(DocumentType, "render_pdf", lambda *_args: b"%PDF-1.7 laporan")


@pytest.fixture
def report(story: Story, quick_pdf: None) -> Document:
    return ReportFactory(story=story)
