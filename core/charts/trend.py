"""Line chart with a target, and sparkline for a table cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.charts.scale import (
    WIDTH,
    Scale,
    Value,
    axis_labels,
    axis_margin,
    format_short,
    format_value,
    grid,
    round_steps,
)
from core.charts.svg import INK, MUTED, PALETTE, WHITE, Tone, svg_image, tag, text, text_width

PLOT_HEIGHT: Final = 160
LINE_COLOR: Final = PALETTE[Tone.MAIN]
TARGET_COLOR: Final = PALETTE[Tone.WARN]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class LineChart:
    """One value per label. A missing value leaves a gap with the text "n/a"."""

    title: str
    labels: Sequence[str]
    values: Sequence[Value]
    target: Value = None
    unit: str = ""
    key: str = ""

    def svg(self, width: float = WIDTH) -> SafeString:
        steps = round_steps([*self.values, self.target])
        left, top = axis_margin(steps), 24.0 if self.target is None else 48.0
        floor = top + PLOT_HEIGHT
        scale = Scale(steps[0], steps[-1], floor, top)
        slot = (width - left) / max(len(self.labels), 1)
        places = [left + slot * (n + 0.5) for n in range(len(self.labels))]
        marks = [*grid(steps, scale, left, width)]
        if self.target is not None:
            marks += self._target(scale(self.target), left, width)
        marks += polyline(
            [(x, scale(v)) if v is not None else None for x, v in zip(places, self.values, strict=True)]
        )
        marks += [
            _value_label(x, value, scale)
            for x, value in zip(places, self.values, strict=True)
            if text_width(format_short(value), 12) <= slot
        ]
        label_marks, height = axis_labels(places, self.labels, floor)
        return svg_image(
            self.title, self._describe(), width, floor + height, *marks, *label_marks, key=self.key
        )

    def _target(self, y: float, left: float, width: float) -> list[SafeString]:
        label = _("Target %(value)s") % {"value": format_value(self.target, self.unit)}
        dashed: dict[str, str | float] = {
            "stroke": TARGET_COLOR,
            "stroke_width": 1.8,
            "stroke_dasharray": "6 4",
        }
        return [
            tag("line", x1=left, x2=width, y1=y, y2=y, **dashed),
            tag("line", x1=0, x2=26, y1=10, y2=10, **dashed),
            text(34, 14.5, label, fill=MUTED),
        ]

    def _describe(self) -> str:
        description = "; ".join(
            f"{label}: {format_value(value, self.unit)}"
            for label, value in zip(self.labels, self.values, strict=True)
        )
        if self.target is None:
            return description
        return f"{description}; " + _("Target %(value)s") % {"value": format_value(self.target, self.unit)}


@dataclass(frozen=True, slots=True)
class Sparkline:
    """Small line chart without axes for a table cell. Its description has the values."""

    title: str
    values: Sequence[Value]
    target: Value = None
    key: str = ""

    def svg(self, width: float = 120) -> SafeString:
        known = [float(value) for value in [*self.values, self.target] if value is not None]
        low, high = min(known, default=0.0), max(known, default=1.0)
        scale = Scale(low, high if high > low else low + 1, 28, 6)
        step = (width - 12) / max(len(self.values) - 1, 1)
        points = [(6 + step * n, scale(v)) if v is not None else None for n, v in enumerate(self.values)]
        marks: list[SafeString] = []
        if self.target is not None:
            y = scale(self.target)
            marks.append(
                tag(
                    "line",
                    x1=0,
                    x2=width,
                    y1=y,
                    y2=y,
                    stroke=TARGET_COLOR,
                    stroke_width=1,
                    stroke_dasharray="4 3",
                )
            )
        marks += polyline(points, radius=0)
        if last := next((point for point in reversed(points) if point), None):
            marks.append(tag("circle", cx=last[0], cy=last[1], r=3.5, fill=LINE_COLOR))
        else:
            marks.append(text(width / 2, 22, format_value(None), anchor="middle", fill=MUTED))
        description = ", ".join(format_value(value) for value in self.values)
        return svg_image(self.title, description, width, 34, *marks, key=self.key, shown_width="8em")


def polyline(points: Sequence[Point | None], radius: float = 4) -> list[SafeString]:
    """Return straight lines between neighbouring points, and a dot on each point. None interrupts the line."""
    path, pen_down = "", False
    for point in points:
        if point:
            path += f"{'L' if pen_down else 'M'}{point[0]:.1f} {point[1]:.1f}"
        pen_down = point is not None
    if not path:
        return []
    line = tag(
        "path",
        d=path,
        fill="none",
        stroke=LINE_COLOR,
        stroke_width=2.4,
        stroke_linejoin="round",
        stroke_linecap="round",
    )
    dots = [
        tag("circle", cx=x, cy=y, r=radius, fill=LINE_COLOR, stroke=WHITE, stroke_width=1.5)
        for x, y in filter(None, points)
        if radius
    ]
    return [line, *dots]


def _value_label(x: float, value: Value, scale: Scale) -> SafeString:
    """Return the value above its dot, on a white background so that a crossing line does not hide it."""
    y = (scale.start if value is None else scale(value)) - 11
    width = text_width(format_short(value), 12) + 2
    background = tag("rect", x=x - width / 2, y=y - 11, width=width, height=14, fill=WHITE, fill_opacity=0.85)
    fill = MUTED if value is None else INK
    return tag(
        "g", background, text(x, y, format_short(value), size=12, anchor="middle", fill=fill, weight=600)
    )
