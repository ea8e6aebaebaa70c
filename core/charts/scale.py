"""Shared parts of charts: axes with round steps, legends and formatted values."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.charts.svg import GRID, MUTED, PALETTE, Tone, tag, text, text_width, tone_fill, wrap_text
from core.i18n.formats import NOT_AVAILABLE, format_number
from core.rounding import round_half_up, to_decimal

Value: TypeAlias = int | float | Decimal | None
WIDTH: Final = 480
LEGEND_ROW_HEIGHT: Final = 24
MAX_STEPS: Final = 5
# A smaller span of values is treated as zero, because the step size needs a logarithm.
MIN_SPAN: Final = 1e-9
MILLION: Final = 1_000_000


def format_value(value: Value, unit: str = "") -> str:
    """Return the value with its unit for a label. A missing value is "n/a", never 0."""
    if value is None:
        return NOT_AVAILABLE
    return f"{format_number(value)} {unit}".rstrip()


def format_short(value: Value) -> str:
    """Return a short form for narrow places: 118.250.000 becomes "118,3 jt".

    The description of the chart has the full value.
    """
    if value is None or -MILLION < value < MILLION:
        return format_value(value)
    if -1000 * MILLION < value < 1000 * MILLION:
        return _("%(millions)s jt") % {"millions": _tenths(value, MILLION)}
    return _("%(billions)s M") % {"billions": _tenths(value, 1000 * MILLION)}


def _tenths(value: int | float | Decimal, unit: int) -> str:
    return format_number(round_half_up(to_decimal(value) / unit, 1))


@dataclass(frozen=True, slots=True)
class Scale:
    """Linear map from values `low` to `high` to coordinates `start` to `end`. `end` may be smaller than `start`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float | Decimal) -> float:
        return self.start + (float(value) - self.low) / (self.high - self.low) * (self.end - self.start)


def round_steps(values: Iterable[Value], low: float = 0.0) -> list[float]:
    """Return three to six round numbers from `low` to at least the largest value."""
    largest = max((float(value) for value in values if value is not None), default=low)
    span = largest - low if largest - low > MIN_SPAN else 1.0
    magnitude = 10.0 ** math.floor(math.log10(span / MAX_STEPS))
    step = next(m * magnitude for m in (1, 2, 2.5, 5, 10) if m * magnitude * MAX_STEPS >= span)
    if span >= MAX_STEPS:
        step = math.ceil(step)
    return [low + step * n for n in range(math.ceil(span / step - 1e-9) + 1)]


def grid(steps: Sequence[float], scale: Scale, left: float, right: float) -> list[SafeString]:
    """Return horizontal grid lines with their values in the left margin."""
    lines = []
    for step in steps:
        y = scale(step)
        lines.append(tag("line", x1=left, x2=right, y1=y, y2=y, stroke=GRID, stroke_width=1))
        lines.append(text(left - 8, y + 4, format_short(round(step, 6)), size=12, anchor="end", fill=MUTED))
    return lines


def axis_margin(steps: Sequence[float]) -> float:
    """Return the width of the left margin for the widest value of the axis."""
    return max(text_width(format_short(round(step, 6)), 12) for step in steps) + 12


def axis_labels(
    places: Sequence[float], labels: Sequence[str], floor: float
) -> tuple[list[SafeString], float]:
    """Return the labels below an axis, wrapped to at most two lines, and their height."""
    max_width = places[1] - places[0] - 4 if len(places) > 1 else WIDTH
    wrapped = [wrap_text(label, max_width, 13) for label in labels]
    marks = [
        text(x, floor + 20 + 16 * n, line, anchor="middle")
        for x, lines in zip(places, wrapped, strict=True)
        for n, line in enumerate(lines)
    ]
    return marks, 14 + 16 * max(map(len, wrapped), default=0)


def legend(
    chart_id: str, entries: Sequence[tuple[Tone, str]], top: float, width: float
) -> tuple[list[SafeString], float]:
    """Return legend entries in as many rows as needed, and their height."""
    marks: list[SafeString] = []
    x, y = 0.0, top
    for tone, label in entries:
        needed = 20 + text_width(label, 13)
        if x and x + needed > width:
            x, y = 0.0, y + LEGEND_ROW_HEIGHT
        marks.append(swatch(chart_id, tone, x, y + 3))
        marks.append(text(x + 20, y + 14, label, max_width=width - 20, fill=MUTED))
        x += needed + 18
    return marks, (y - top + LEGEND_ROW_HEIGHT + 4 if entries else 0)


def swatch(chart_id: str, tone: Tone, x: float, y: float, size: float = 13) -> SafeString:
    return box(chart_id, tone, x, y, size, size, rounding=2)


def box(
    chart_id: str, tone: Tone, x: float, y: float, width: float, height: float, rounding: float = 0
) -> SafeString:
    """Return a rectangle in the colour and texture of the tone, with an outline that is visible on any background."""
    inset = 0.6
    return tag(
        "rect",
        x=x + inset,
        y=y + inset,
        width=max(width - 2 * inset, 0.4),
        height=max(height - 2 * inset, 0.4),
        rx=rounding,
        fill=tone_fill(chart_id, tone),
        stroke=PALETTE[tone],
        stroke_width=1.2,
    )
