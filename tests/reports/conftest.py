"""Fixtures of the report tests."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.reports.document_printer import DocumentPrinter, open_printer
from tests.reports.fixtures import july, quick_pdf, report, story

__all__ = ["july", "printer", "quick_pdf", "report", "story"]


@pytest.fixture(scope="module")
def printer(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DocumentPrinter]:
    """Printer shared by the tests of a module, because a document takes a second to print.

    The tests need the mark `django_db`.
    """
    with django_db_blocker.unblock(), open_printer(tmp_path_factory.mktemp("media")) as printer:
        yield printer
