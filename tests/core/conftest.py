"""Puts the small list of people on the site."""

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
