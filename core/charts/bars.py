"""Bar charts: grouped bars, stacked bars, and a progress bar with a target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.charts.scale import (
    WIDTH,
    Scale,
    Value,
    axis_labels,
    axis_margin,
    box,
    format_short,
    format_value,
    grid,
    legend,
    round_steps,
)
from core.charts.svg import (
    GRID,
    INK,
    MUTED,
    PALETTE,
    TEXTURE,
    WHITE,
    Tone,
    content_id,
    svg_image,
    tag,
    text,
    text_width,
    texture_definitions,
)
from core.i18n.formats import format_number, format_percent

PLOT_HEIGHT: Final = 170
MAX_BAR_WIDTH: Final = 52


@dataclass(frozen=True, slots=True)
class Series:
    """One value per label. None is drawn as "n/a"."""

    name: str
    values: Sequence[Value]
    tone: Tone = Tone.MAIN


def _describe(labels: Sequence[str], series: Sequence[Series], unit: str) -> str:
    """Return all values of the chart as text for screen readers."""
    return "; ".join(
        f"{label}: " + ", ".join(f"{each.name} {format_value(each.values[n], unit)}" for each in series)
        for n, label in enumerate(labels)
    )


@dataclass(frozen=True, slots=True)
class BarChart:
    """Vertical bars, one group per label."""

    title: str
    labels: Sequence[str]
    series: Sequence[Series]
    unit: str = ""
    key: str = ""

    def svg(self, width: float = WIDTH) -> SafeString:
        description = _describe(self.labels, self.series, self.unit)
        chart_id = content_id(self.key or self.title, description, width)
        legend_marks, top = legend(chart_id, [(each.tone, each.name) for each in self.series], 0, width)
        top += 20
        steps = round_steps(value for each in self.series for value in each.values)
        left, floor = axis_margin(steps), top + PLOT_HEIGHT
        scale = Scale(steps[0], steps[-1], floor, top)
        marks = [*legend_marks, *grid(steps, scale, left, width)]
        slot = (width - left) / max(len(self.labels), 1)
        places = [left + slot * (n + 0.5) for n in range(len(self.labels))]
        for n, middle in enumerate(places):
            marks += self._group(chart_id, n, middle, slot, scale)
        label_marks, height = axis_labels(places, self.labels, floor)
        base = tag("line", x1=left, x2=width, y1=floor, y2=floor, stroke=MUTED, stroke_width=1.2)
        return svg_image(
            self.title,
            description,
            width,
            floor + height,
            texture_definitions(chart_id),
            *marks,
            base,
            *label_marks,
            key=self.key,
        )

    def _group(self, chart_id: str, n: int, middle: float, slot: float, scale: Scale) -> list[SafeString]:
        bar = min(slot * 0.76 / len(self.series), MAX_BAR_WIDTH)
        x = middle - bar * len(self.series) / 2
        marks = []
        for each in self.series:
            value = each.values[n]
            label = format_short(value)
            height = max(scale.start - scale(value), 0) if value else 0
            if height:
                marks.append(
                    box(chart_id, each.tone, x + 1, scale.start - height, bar - 2, height, rounding=1.5)
                )
            if text_width(label, 12) <= bar + 6:
                fill = INK if value is not None else MUTED
                marks.append(
                    text(x + bar / 2, scale.start - height - 6, label, size=12, anchor="middle", fill=fill)
                )
            x += bar
        return marks


@dataclass(frozen=True, slots=True)
class StackedChart:
    """Horizontal bars, one per label, with a segment per series and the total at the end."""

    title: str
    labels: Sequence[str]
    series: Sequence[Series]
    unit: str = ""
    key: str = ""

    def svg(self, width: float = WIDTH) -> SafeString:
        description = _describe(self.labels, self.series, self.unit)
        chart_id = content_id(self.key or self.title, description, width)
        marks, top = legend(chart_id, [(each.tone, each.name) for each in self.series], 0, width)
        totals = [sum(each.values[n] or 0 for each in self.series) for n in range(len(self.labels))]
        bar_width = width - max((text_width(format_short(total), 13) for total in totals), default=0) - 10
        scale = Scale(0, float(max([*totals, 0])) or 1, 0, bar_width)
        y = top + 4
        for n, label in enumerate(self.labels):
            marks.append(text(0, y + 13, label, max_width=width))
            marks += self._stack(chart_id, n, y + 20, scale)
            y += 58
        return svg_image(
            self.title, description, width, y, texture_definitions(chart_id), *marks, key=self.key
        )

    def _stack(self, chart_id: str, n: int, y: float, scale: Scale) -> list[SafeString]:
        values = [each.values[n] for each in self.series]
        if all(value is None for value in values):
            return [text(0, y + 18, format_value(None), fill=MUTED)]
        marks, x, total = [], 0.0, Decimal(0)
        for each, value in zip(self.series, values, strict=True):
            if not value:
                continue
            length = scale(value)
            marks.append(box(chart_id, each.tone, x, y, length, 26, rounding=1.5))
            marks += _segment_label(each.tone, format_short(value), x, y, length)
            x, total = x + length, total + Decimal(str(value))
        return [*marks, text(x + 8, y + 18, format_short(total), weight=600)]


def _segment_label(tone: Tone, label: str, x: float, y: float, length: float) -> list[SafeString]:
    """Return the count inside its segment, or nothing if the segment is too short.

    The count has a white background if the segment has a texture.
    """
    plate = text_width(label, 12) + 8
    if plate + 4 > length:
        return []
    middle = x + length / 2
    if tone not in TEXTURE:
        return [text(middle, y + 17.5, label, size=12, anchor="middle", fill=WHITE, weight=600)]
    return [
        tag("rect", x=middle - plate / 2, y=y + 5, width=plate, height=16, rx=3, fill=WHITE),
        text(middle, y + 17.5, label, size=12, anchor="middle", fill=PALETTE[tone], weight=600),
    ]


@dataclass(frozen=True, slots=True)
class ProgressChart:
    """Progress bar of a share, with its fraction. `target` is a percentage."""

    title: str
    numerator: int | Decimal
    denominator: int | Decimal
    target: int | float | Decimal | None = None
    key: str = ""

    def svg(self, width: float = WIDTH) -> SafeString:
        share = format_percent(self.numerator, self.denominator)
        counts = {"numerator": format_number(self.numerator), "denominator": format_number(self.denominator)}
        counted = _("%(numerator)s dari %(denominator)s") % counts
        description = f"{share} ({counted})"
        tone = self._tone()
        marks = [
            text(0, 32, share, size=30, weight=600, fill=PALETTE[tone] if self.denominator else MUTED),
            text(width, 32, counted, size=14, anchor="end", fill=MUTED),
            tag("rect", x=0, y=46, width=width, height=14, rx=3, fill=GRID),
        ]
        if self.denominator and self.numerator:
            length = min(float(self.numerator) / float(self.denominator), 1) * width
            marks.append(tag("rect", x=0, y=46, width=length, height=14, rx=3, fill=PALETTE[tone]))
        height = 64.0
        if self.target is not None:
            label = _("Target %(share)s") % {"share": format_percent(self.target, 100)}
            description += f"; {label}"
            marks += self._target(label, width)
            height = 86
        return svg_image(self.title, description, width, height, *marks, key=self.key)

    def _tone(self) -> Tone:
        if self.target is None or not self.denominator:
            return Tone.MAIN
        reached = Decimal(self.numerator) * 100 >= Decimal(str(self.target)) * Decimal(self.denominator)
        return Tone.GOOD if reached else Tone.WARN

    def _target(self, label: str, width: float) -> list[SafeString]:
        x = min(max(float(self.target or 0) / 100, 0), 1) * (width - 3) + 1.5
        half = text_width(label, 12) / 2
        middle = min(max(x, half), width - half)
        return [
            tag("line", x1=x, x2=x, y1=41, y2=65, stroke=WHITE, stroke_width=5),
            tag("line", x1=x, x2=x, y1=41, y2=65, stroke=INK, stroke_width=2.4),
            text(middle, 80, label, size=12, anchor="middle", fill=MUTED),
        ]
