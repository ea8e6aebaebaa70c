"""Timeline chart: due dates in a period, with one lane per planned work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.charts.scale import LEGEND_ROW_HEIGHT, WIDTH, Scale
from core.charts.svg import GRID, MUTED, PALETTE, WHITE, Tone, svg_image, tag, text, text_width
from core.i18n.formats import convention, format_date, format_short_date

LANE_HEIGHT: Final = 46
HEADER_HEIGHT: Final = 24
MARK_RADIUS: Final = 7  # margin, so that marks on the first and last day are not cut
# Each tone has its own shape around the origin. MAIN is hollow: planned, not done yet.
SHAPES: Final = {
    Tone.MAIN: "M-5 0C-5 -2.76 -2.76 -5 0 -5C2.76 -5 5 -2.76 5 0C5 2.76 2.76 5 0 5C-2.76 5 -5 2.76 -5 0Z",
    Tone.GOOD: "M-6 0C-6 -3.3 -3.3 -6 0 -6C3.3 -6 6 -3.3 6 0C6 3.3 3.3 6 0 6C-3.3 6 -6 3.3 -6 0Z",
    Tone.BAD: "M0 -7L7 0L0 7L-7 0Z",
    Tone.WARN: "M0 -6.5L6.5 5.5L-6.5 5.5Z",
    Tone.INFO: "M-5 -5L5 -5L5 5L-5 5Z",
    Tone.NEUTRAL: "M-4 -4L4 4M4 -4L-4 4",
}


@dataclass(frozen=True, slots=True)
class Dot:
    day: date
    tone: Tone = Tone.MAIN
    note: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    label: str
    dots: Sequence[Dot]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Timeline of a period. `legend` names the tones. `today` draws a line if it lies in the period."""

    title: str
    start: date
    end: date
    lanes: Sequence[Lane]
    legend: Sequence[tuple[Tone, str]] = ()
    today: date | None = None
    key: str = ""

    def svg(self, width: float = WIDTH) -> SafeString:
        marks, top = _legend(self.legend, width)
        days = (self.end - self.start).days + 1
        scale = Scale(0, days, MARK_RADIUS, width - MARK_RADIUS)
        bottom = top + HEADER_HEIGHT + LANE_HEIGHT * len(self.lanes)
        marks += self._months(scale, top, bottom, width)
        if self.today and self.start <= self.today <= self.end:
            marks += _today_line(scale((self.today - self.start).days + 0.5), top, bottom, width)
            bottom += 20
        for n, lane in enumerate(self.lanes):
            marks += self._lane(lane, top + HEADER_HEIGHT + n * LANE_HEIGHT, scale, width)
        return svg_image(self.title, self._describe(), width, bottom + 4, *marks, key=self.key)

    def _lane(self, lane: Lane, y: float, scale: Scale, width: float) -> list[SafeString]:
        line = y + 32
        label = text(MARK_RADIUS + 4, y + 17, lane.label, max_width=width - 2 * MARK_RADIUS)
        rule = tag("line", x1=0, x2=width, y1=line, y2=line, stroke=GRID, stroke_width=1.4)
        dots = [
            _mark(
                dot.tone,
                scale((dot.day - self.start).days + 0.5),
                line,
                f"{format_date(dot.day)} {dot.note}".strip(),
            )
            for dot in lane.dots
            if self.start <= dot.day <= self.end
        ]
        return [label, rule, *dots]

    def _months(self, scale: Scale, top: float, bottom: float, width: float) -> list[SafeString]:
        """Return background bands for months, or for quarters or years in longer periods."""
        marks: list[SafeString] = []
        for n, (first, last, name) in enumerate(_time_bands(self.start, self.end)):
            x, end = scale((first - self.start).days), scale((last - self.start).days + 1)
            if n % 2 == 0:
                marks.append(tag("rect", x=x, y=top, width=end - x, height=bottom - top, fill="#f6f4ef"))
            shown = name if text_width(name, 12) <= end - x else name[:1]
            if text_width(shown, 12) <= end - x:
                marks.append(
                    text((x + end) / 2, top + 16, shown, size=12, anchor="middle", fill=MUTED, weight=600)
                )
        return marks

    def _describe(self) -> str:
        return "; ".join(
            f"{lane.label}: " + (", ".join(format_short_date(dot.day) for dot in lane.dots) or _("tidak ada"))
            for lane in self.lanes
        )


def _time_bands(start: date, end: date) -> list[tuple[date, date, str]]:
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    step = 1 if months <= 14 else 3 if months <= 26 else 12
    bands, first = [], start
    while first <= end:
        following = (first.month - 1) // step * step + step
        beyond = date(first.year + following // 12, following % 12 + 1, 1)
        last = min(beyond - timedelta(days=1), end)
        bands.append((first, last, _band_name(first, step)))
        first = beyond
    return bands


def _band_name(first: date, step: int) -> str:
    if step == 1:
        return convention().months_short[first.month - 1]
    if step == 3:
        return f"{convention().months_short[first.month - 1]} {first.year % 100:02}"
    return str(first.year)


def _mark(tone: Tone, x: float, y: float, note: str = "") -> SafeString:
    filled = tone not in (Tone.MAIN, Tone.NEUTRAL)
    return tag(
        "path",
        *([tag("title", note)] if note else []),
        d=SHAPES[tone],
        transform=f"translate({x:.1f} {y:.1f})",
        fill=PALETTE[tone] if filled else WHITE,
        stroke=WHITE if filled else PALETTE[tone],
        stroke_width=1 if filled else 2.2,
    )


def _today_line(x: float, top: float, bottom: float, width: float) -> list[SafeString]:
    label = _("Hari ini")
    half = text_width(label, 12) / 2
    middle = min(max(x, half), width - half)
    return [
        tag(
            "line",
            x1=x,
            x2=x,
            y1=top + HEADER_HEIGHT - 4,
            y2=bottom,
            stroke=PALETTE[Tone.BAD],
            stroke_width=1.4,
            stroke_dasharray="4 3",
        ),
        text(middle, bottom + 15, label, size=12, anchor="middle", fill=PALETTE[Tone.BAD]),
    ]


def _legend(entries: Sequence[tuple[Tone, str]], width: float) -> tuple[list[SafeString], float]:
    marks: list[SafeString] = []
    x, y = 8.0, 0.0
    for tone, name in entries:
        needed = 16 + text_width(name, 13)
        if x > 8 and x + needed > width:
            x, y = 8.0, y + LEGEND_ROW_HEIGHT
        marks += [_mark(tone, x, y + 10), text(x + 14, y + 14.5, name, fill=MUTED)]
        x += needed + 20
    return marks, y + LEGEND_ROW_HEIGHT + 4 if entries else 0
