"""Rounding half up, which no other module implements."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from core.rounding import round_half_up, truncate

PACKAGES = (
    "accounts",
    "assets",
    "core",
    "dashboards",
    "indicators",
    "maintenance",
    "organization",
    "plans",
    "portal",
    "reports",
    "vendors",
)
OTHER_ROUNDING = re.compile(r"\.quantize\((?!SIX_DECIMALS)|(?<![\w.])round\((?!step, 6|at\.timestamp)")


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
def test_a_half_is_rounded_up(value: Decimal | float, places: int, rounded: str) -> None:
    assert str(round_half_up(value, places)) == rounded


def test_truncate_removes_decimals() -> None:
    assert (truncate(Decimal("99.999"), 2), truncate(Decimal("-0.001"), 2)) == (Decimal("99.99"), 0)


def test_no_other_module_rounds_numbers() -> None:
    """Python rounds a half to the even neighbour. Values that are drawn, hashed or read from a camera are exempt."""
    found = [
        f"{path.name}: {line.strip()}"
        for package in PACKAGES
        for path in Path(settings.BASE_DIR, package).rglob("*.py")
        if path.name != "rounding.py"
        for line in path.read_text().splitlines()
        if OTHER_ROUNDING.search(line)
    ]
    assert found == []
