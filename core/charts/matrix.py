"""Criteria against rounds: a table of verdicts, each with its mark and its measured value."""

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
    fit,
    picture,
    tag,
    text,
    text_width,
    wrapped,
)
from core.i18n.formats import NOT_AVAILABLE

ROW: Final = 44
HEAD: Final = 30


class Verdict(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    NONE = "none"


TONES: Final = {Verdict.MET: Tone.GOOD, Verdict.NOT_MET: Tone.BAD, Verdict.NONE: Tone.NEUTRAL}
# A tick, a cross and a dash around the middle of a cell: the verdict without its colour.
MARKS: Final = {
    Verdict.MET: "M-5 0L-1.5 4L5 -4.5",
    Verdict.NOT_MET: "M-4.5 -4.5L4.5 4.5M4.5 -4.5L-4.5 4.5",
    Verdict.NONE: "M-4 0L4 0",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A verdict and the measured value as it is written."""

    verdict: Verdict = Verdict.NONE
    value: str = ""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    label: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows are criteria, columns are rounds."""

    title: str
    columns: Sequence[str]
    rows: Sequence[MatrixRow]
    key: str = ""

    def svg(self, width: float = WIDTH) -> SafeString:
        labels = min(max(width * 0.4, width - 110 * len(self.columns)), width * 0.6)
        cell = (width - labels) / max(len(self.columns), 1)
        marks = [
            text(labels + cell * (n + 0.5), 18, name, size=12, anchor="middle", fill=MUTED, room=cell - 4)
            for n, name in enumerate(self.columns)
        ]
        widest = max((text_width(_shown(each), 12) for row in self.rows for each in row.cells), default=0)
        for n, row in enumerate(self.rows):
            marks += _row(row, HEAD + n * ROW, labels, cell, upright=widest + 36 > cell)
        bottom = HEAD + len(self.rows) * ROW
        marks += _key(bottom + 10)
        return picture(self.title, self._told(), width, bottom + 36, *marks, key=self.key)

    def _told(self) -> str:
        return "; ".join(
            f"{row.label}: "
            + ", ".join(
                f"{column} {_names()[cell.verdict]} {cell.value}".rstrip()
                for column, cell in zip(self.columns, row.cells, strict=True)
            )
            for row in self.rows
        )


def _names() -> dict[Verdict, str]:
    return {
        Verdict.MET: _("tercapai"),
        Verdict.NOT_MET: _("tidak tercapai"),
        Verdict.NONE: _("tidak dinilai"),
    }


def _row(row: MatrixRow, y: float, labels: float, cell: float, *, upright: bool) -> list[SafeString]:
    lines = wrapped(row.label, labels - 14, 13)
    first = y + ROW / 2 + 4.5 - 8 * (len(lines) - 1)
    name = tag("g", tag("title", row.label), *(text(0, first + 16 * n, line) for n, line in enumerate(lines)))
    cells = [_cell(each, labels + n * cell, y, cell, upright=upright) for n, each in enumerate(row.cells)]
    return [name, *cells]


def _cell(cell: Cell, x: float, y: float, width: float, *, upright: bool) -> SafeString:
    """The mark beside the value, or above it in a matrix whose cells are too narrow for that."""
    middle, centre = x + width / 2, y + ROW / 2
    parts = [
        tag("title", f"{_names()[cell.verdict]} {cell.value}".rstrip()),
        tag("rect", x=x + 2, y=y + 3, width=width - 4, height=ROW - 6, rx=4, fill=TINT[TONES[cell.verdict]]),
    ]
    shown = _shown(cell)
    if not shown:
        parts.append(_mark(cell.verdict, middle, centre))
    elif upright:
        parts.append(_mark(cell.verdict, middle, centre - 8))
        parts.append(text(middle, centre + 14, fit(shown, width - 8, 12), size=12, anchor="middle", fill=INK))
    else:
        parts.append(_mark(cell.verdict, x + 18, centre))
        parts.append(text(x + 11 + width / 2, centre + 4.5, shown, size=12, anchor="middle", fill=INK))
    return tag("g", *parts)


def _shown(cell: Cell) -> str:
    return cell.value or (NOT_AVAILABLE if cell.verdict == Verdict.NONE else "")


def _mark(verdict: Verdict, x: float, y: float) -> SafeString:
    return tag(
        "path",
        d=MARKS[verdict],
        transform=f"translate({x:.1f} {y:.1f})",
        fill="none",
        stroke=PALETTE[TONES[verdict]],
        stroke_width=2.4,
        stroke_linecap="round",
        stroke_linejoin="round",
    )


def _key(y: float) -> list[SafeString]:
    parts: list[SafeString] = []
    x = 8.0
    for verdict, name in _names().items():
        parts.append(_mark(verdict, x, y + 10))
        parts.append(text(x + 14, y + 14.5, name, size=12, fill=MUTED))
        x += 14 + text_width(name, 12) + 20
    return parts
