"""Templates load only static files that exist."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

TEMPLATES = Path(settings.BASE_DIR) / "templates"
STATIC_TAG = re.compile(r"{% static '([^']+)'")
NAMES = sorted({name for path in TEMPLATES.rglob("*.html") for name in STATIC_TAG.findall(path.read_text())})


@pytest.mark.parametrize("name", NAMES)
def test_a_static_file_of_a_template_exists(name: str) -> None:
    assert finders.find(name)
