"""Rounds numbers half up, unlike Python's `round`, which rounds 2.5 to 2."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import TypeAlias

Number: TypeAlias = int | float | Decimal


def round_half_up(value: Number, places: int = 0) -> Decimal:
    """Round half up to `places` decimals. Never returns "-0"."""
    return _quantize(value, places, ROUND_HALF_UP)


def truncate(value: Number, places: int) -> Decimal:
    """Truncate to `places` decimals, for comparison with targets: 1,999 of 2,000 must not become 100 %."""
    return _quantize(value, places, ROUND_DOWN)


def to_decimal(value: Number) -> Decimal:
    # `repr` converts the float 0.1 to exactly 0.1.
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


def _quantize(value: Number, places: int, how: str) -> Decimal:
    rounded = to_decimal(value).quantize(Decimal(1).scaleb(-places), rounding=how)
    return rounded if rounded else abs(rounded)
