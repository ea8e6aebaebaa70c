"""How figures are rounded: half up, as people do it. Python alone takes a half to its even neighbour, 2.5 to 2."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import TypeAlias

Number: TypeAlias = int | float | Decimal


def round_half_up(value: Number, places: int = 0) -> Decimal:
    """With that many decimals; never "-0"."""
    return _to(value, places, ROUND_HALF_UP)


def truncate(value: Number, places: int) -> Decimal:
    """Cut off, for what is held against targets: 1,999 of 2,000 are not 100 %."""
    return _to(value, places, ROUND_DOWN)


def exact(value: Number) -> Decimal:
    # Through repr, so that the float 0.1 is the 0.1 that a person typed.
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


def _to(value: Number, places: int, how: str) -> Decimal:
    rounded = exact(value).quantize(Decimal(1).scaleb(-places), rounding=how)
    return rounded if rounded else abs(rounded)
