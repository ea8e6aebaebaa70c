"""Fixtures of the report tests."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.reports.fixtures import july, quick_pdf, report, story
from tests.reports.press import Press, opened

__all__ = ["july", "press", "quick_pdf", "report", "story"]


@pytest.fixture(scope="module")
def press(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Press]:
    """One for a module whose tests are marked `django_db`, for a document takes a second to print."""
    with django_db_blocker.unblock(), opened(tmp_path_factory.mktemp("media")) as press:
        yield press
