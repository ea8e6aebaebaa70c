"""Figures for people are rounded half up, in one place."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from core.rounding import round_half_up, truncate

ROOMS = ("accounts", "assets", "core", "maintenance", "plans", "portal", "reports", "vendors")
BY_ITSELF = re.compile(r"\.quantize\((?!MICRODEGREE)|(?<![\w.])round\((?!step, 6|at\.timestamp)")


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        (Decimal("2.5"), 0, "3"),
        (Decimal("4.25"), 1, "4.3"),
        (4.25, 1, "4.3"),
        (Decimal("4.249"), 1, "4.2"),
        (Decimal("-4.25"), 1, "-4.3"),
        (Decimal("-0.04"), 1, "0.0"),
        (1.005, 2, "1.01"),
        (7, 2, "7.00"),
    ],
)
def test_a_half_goes_up(value: Decimal | float, places: int, rounded: str) -> None:
    assert str(round_half_up(value, places)) == rounded


def test_what_is_held_against_a_target_is_cut_off() -> None:
    assert (truncate(Decimal("99.999"), 2), truncate(Decimal("-0.001"), 2)) == (Decimal("99.99"), 0)


def test_nothing_else_rounds_for_people() -> None:
    """Python rounds a half to the even neighbour; what is drawn, hashed or read from a camera may be as it is."""
    found = [
        f"{path.name}: {line.strip()}"
        for room in ROOMS
        for path in Path(settings.BASE_DIR, room).rglob("*.py")
        if path.name != "rounding.py"
        for line in path.read_text().splitlines()
        if BY_ITSELF.search(line)
    ]
    assert found == []
