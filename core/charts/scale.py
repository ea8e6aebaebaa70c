"""What charts have in common: axes with round steps, legends, and values as people write them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.charts.svg import GRID, MUTED, PALETTE, Tone, fill_of, tag, text, text_width, wrapped
from core.i18n.formats import NOT_AVAILABLE, format_number
from core.rounding import exact, round_half_up

Value: TypeAlias = int | float | Decimal | None
WIDTH: Final = 480
LEGEND_ROW: Final = 24
MOST_TICKS: Final = 5
# Below this a value is drawn as zero, and its logarithm would be of no use.
NOTHING: Final = 1e-9
MILLION: Final = 1_000_000


def format_value(value: Value, unit: str = "") -> str:
    """The value for a label; a missing one is "n/a", never 0."""
    if value is None:
        return NOT_AVAILABLE
    return f"{format_number(value)} {unit}".rstrip()


def format_short(value: Value) -> str:
    """The value for a place with little room: 118.250.000 is "118,3 jt"; the description has it in full."""
    if value is None or -MILLION < value < MILLION:
        return format_value(value)
    if -1000 * MILLION < value < 1000 * MILLION:
        return _("%(millions)s jt") % {"millions": _tenths(value, MILLION)}
    return _("%(billions)s M") % {"billions": _tenths(value, 1000 * MILLION)}


def _tenths(value: int | float | Decimal, unit: int) -> str:
    return format_number(round_half_up(exact(value) / unit, 1))


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps values from `low` to `high` onto a length that begins at `start` and may run backwards."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float | Decimal) -> float:
        return self.start + (float(value) - self.low) / (self.high - self.low) * (self.end - self.start)


def round_steps(values: Iterable[Value], low: float = 0.0) -> list[float]:
    """Three to six round numbers from `low` to at least the largest value."""
    largest = max((float(value) for value in values if value is not None), default=low)
    span = largest - low if largest - low > NOTHING else 1.0
    magnitude = 10.0 ** math.floor(math.log10(span / MOST_TICKS))
    step = next(m * magnitude for m in (1, 2, 2.5, 5, 10) if m * magnitude * MOST_TICKS >= span)
    if span >= MOST_TICKS:
        step = math.ceil(step)
    return [low + step * n for n in range(math.ceil(span / step - 1e-9) + 1)]


def grid(steps: Sequence[float], scale: Scale, left: float, right: float) -> list[SafeString]:
    """Horizontal lines with their values in the left margin."""
    lines = []
    for step in steps:
        y = scale(step)
        lines.append(tag("line", x1=left, x2=right, y1=y, y2=y, stroke=GRID, stroke_width=1))
        lines.append(text(left - 8, y + 4, format_short(round(step, 6)), size=12, anchor="end", fill=MUTED))
    return lines


def margin_for(steps: Sequence[float]) -> float:
    """Room on the left for the widest value of the axis."""
    return max(text_width(format_short(round(step, 6)), 12) for step in steps) + 12


def below(places: Sequence[float], labels: Sequence[str], floor: float) -> tuple[list[SafeString], float]:
    """Labels under an axis, in two lines where one has too little room; with the height that they take."""
    room = places[1] - places[0] - 4 if len(places) > 1 else WIDTH
    broken = [wrapped(label, room, 13) for label in labels]
    marks = [
        text(x, floor + 20 + 16 * n, line, anchor="middle")
        for x, lines in zip(places, broken, strict=True)
        for n, line in enumerate(lines)
    ]
    return marks, 14 + 16 * max(map(len, broken), default=0)


def legend(
    name: str, entries: Sequence[tuple[Tone, str]], top: float, width: float
) -> tuple[list[SafeString], float]:
    """Swatches with their names, broken into rows; returns them with the height that they take."""
    marks: list[SafeString] = []
    x, y = 0.0, top
    for tone, label in entries:
        needed = 20 + text_width(label, 13)
        if x and x + needed > width:
            x, y = 0.0, y + LEGEND_ROW
        marks.append(swatch(name, tone, x, y + 3))
        marks.append(text(x + 20, y + 14, label, room=width - 20, fill=MUTED))
        x += needed + 18
    return marks, (y - top + LEGEND_ROW + 4 if entries else 0)


def swatch(name: str, tone: Tone, x: float, y: float, size: float = 13) -> SafeString:
    return box(name, tone, x, y, size, size, rounding=2)


def box(
    name: str, tone: Tone, x: float, y: float, width: float, height: float, rounding: float = 0
) -> SafeString:
    """A rectangle in the tone's colour and texture, outlined so that its edge is plain on any ground."""
    inset = 0.6
    return tag(
        "rect",
        x=x + inset,
        y=y + inset,
        width=max(width - 2 * inset, 0.4),
        height=max(height - 2 * inset, 0.4),
        rx=rounding,
        fill=fill_of(name, tone),
        stroke=PALETTE[tone],
        stroke_width=1.2,
    )
