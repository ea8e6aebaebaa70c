"""Fixture that adds the example list pages of `tests.core.lists` to the URLs."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def small_site(settings: Any) -> None:
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"].append(Path(__file__).parent.parent / "templates")
    settings.TEMPLATES = templates
    settings.ROOT_URLCONF = "tests.core.lists"
