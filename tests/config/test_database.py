"""Database settings from DATABASE_URL for PostgreSQL."""

from pathlib import Path

import pytest

from config.database import database

ADDRESS = "postgres://siklus:rahasia@localhost:5432/siklus"


@pytest.mark.parametrize(
    ("url", "options"), [(ADDRESS, "-c jit=off"), (f"{ADDRESS}?options=-c%20jit%3Don", "-c jit=on")]
)
def test_jit_is_off_unless_the_url_turns_it_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str, options: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    assert database(tmp_path / "x.sqlite3", testing=True)["OPTIONS"] == {"options": options}
