"""Every file that the documentation names exists. Decision records may name files that a later decision removed."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
NAMED_FILE = re.compile(r"`((?:[\w.-]+/)+[\w.-]+\.(?:py|js|html|css|md))`")
EXAMPLES = {"templates/vendors/service_levels_form.html"}  # a new file in a recipe of CONTRIBUTING.md


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_file_that_a_page_names_exists(page: Path) -> None:
    named = set(NAMED_FILE.findall(page.read_text())) - EXAMPLES
    assert sorted(name for name in named if not (ROOT / name).exists()) == []
