"""Files of these tests go to a folder of their own."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def media_in_a_folder_of_its_own(settings, tmp_path: Path):
    settings.MEDIA_ROOT = tmp_path / "media"
