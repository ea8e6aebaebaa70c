"""Matrix chart: a table of verdicts with marks and measured values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.charts.scale import WIDTH
from core.charts.svg import (
    INK,
    MUTED,
    PALETTE,
    TINT,
    Tone,
    svg_image,
    tag,
    text,
    text_width,
    truncate_text,
    wrap_text,
)
from core.i18n.formats import NOT_AVAILABLE

ROW_HEIGHT: Final = 44
HEADER_HEIGHT: Final = 30


class Verdict(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    NONE = "none"


TONES: Final = {Verdict.MET: Tone.GOOD, Verdict.NOT_MET: Tone.BAD, Verdict.NONE: Tone.NEUTRAL}
# A tick, a cross and a dash, so that colour is not the only difference. Coordinates are relative to the cell centre.
MARK_PATHS: Final = {
    Verdict.MET: "M-5 0L-1.5 4L5 -4.5",
    Verdict.NOT_MET: "M-4.5 -4.5L4.5 4.5M4.5 -4.5L-4.5 4.5",
    Verdict.NONE: "M-4 0L4 0",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A verdict and the formatted measured value."""

    verdict: Verdict = Verdict.NONE
    value: str = ""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    label: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Table of verdicts. In documents the rows are criteria and the columns are rounds."""

    title: str
    columns: Sequence[str]
    rows: Sequence[MatrixRow]
    key: str = ""

    def svg(self, width: float = WIDTH) -> SafeString:
        labels = min(max(width * 0.4, width - 110 * len(self.columns)), width * 0.6)
        cell = (width - labels) / max(len(self.columns), 1)
        marks = [
            text(
                labels + cell * (n + 0.5), 18, name, size=12, anchor="middle", fill=MUTED, max_width=cell - 4
            )
            for n, name in enumerate(self.columns)
        ]
        widest = max(
            (text_width(_displayed_value(each), 12) for row in self.rows for each in row.cells), default=0
        )
        for n, row in enumerate(self.rows):
            marks += _row(row, HEADER_HEIGHT + n * ROW_HEIGHT, labels, cell, stacked=widest + 36 > cell)
        bottom = HEADER_HEIGHT + len(self.rows) * ROW_HEIGHT
        marks += _legend(bottom + 10)
        return svg_image(self.title, self._describe(), width, bottom + 36, *marks, key=self.key)

    def _describe(self) -> str:
        return "; ".join(
            f"{row.label}: "
            + ", ".join(
                f"{column} {_verdict_names()[cell.verdict]} {cell.value}".rstrip()
                for column, cell in zip(self.columns, row.cells, strict=True)
            )
            for row in self.rows
        )


def _verdict_names() -> dict[Verdict, str]:
    return {
        Verdict.MET: _("tercapai"),
        Verdict.NOT_MET: _("tidak tercapai"),
        Verdict.NONE: _("tidak dinilai"),
    }


def _row(row: MatrixRow, y: float, labels: float, cell: float, *, stacked: bool) -> list[SafeString]:
    lines = wrap_text(row.label, labels - 14, 13)
    first = y + ROW_HEIGHT / 2 + 4.5 - 8 * (len(lines) - 1)
    name = tag("g", tag("title", row.label), *(text(0, first + 16 * n, line) for n, line in enumerate(lines)))
    cells = [_cell(each, labels + n * cell, y, cell, stacked=stacked) for n, each in enumerate(row.cells)]
    return [name, *cells]


def _cell(cell: Cell, x: float, y: float, width: float, *, stacked: bool) -> SafeString:
    """Return a cell with the mark beside the value, or above the value if `stacked`."""
    middle, centre = x + width / 2, y + ROW_HEIGHT / 2
    parts = [
        tag("title", f"{_verdict_names()[cell.verdict]} {cell.value}".rstrip()),
        tag(
            "rect",
            x=x + 2,
            y=y + 3,
            width=width - 4,
            height=ROW_HEIGHT - 6,
            rx=4,
            fill=TINT[TONES[cell.verdict]],
        ),
    ]
    shown = _displayed_value(cell)
    if not shown:
        parts.append(_mark(cell.verdict, middle, centre))
    elif stacked:
        parts.append(_mark(cell.verdict, middle, centre - 8))
        parts.append(
            text(middle, centre + 14, truncate_text(shown, width - 8, 12), size=12, anchor="middle", fill=INK)
        )
    else:
        parts.append(_mark(cell.verdict, x + 18, centre))
        parts.append(text(x + 11 + width / 2, centre + 4.5, shown, size=12, anchor="middle", fill=INK))
    return tag("g", *parts)


def _displayed_value(cell: Cell) -> str:
    return cell.value or (NOT_AVAILABLE if cell.verdict == Verdict.NONE else "")


def _mark(verdict: Verdict, x: float, y: float) -> SafeString:
    return tag(
        "path",
        d=MARK_PATHS[verdict],
        transform=f"translate({x:.1f} {y:.1f})",
        fill="none",
        stroke=PALETTE[TONES[verdict]],
        stroke_width=2.4,
        stroke_linecap="round",
        stroke_linejoin="round",
    )


def _legend(y: float) -> list[SafeString]:
    parts: list[SafeString] = []
    x = 8.0
    for verdict, name in _verdict_names().items():
        parts.append(_mark(verdict, x, y + 10))
        parts.append(text(x + 14, y + 14.5, name, size=12, fill=MUTED))
        x += 14 + text_width(name, 12) + 20
    return parts
