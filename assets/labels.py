"""Asset labels as PDF with QR code, code, name and location. The QR code contains a URL only."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Final

import segno
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.pdf.renderer import RenderRequest, render

FIXED_TIMESTAMP: Final = datetime(2000, 1, 1, tzinfo=UTC)
MAX_LABELS: Final = 480


@dataclass(frozen=True)
class LabelFormat:
    """Format of a sheet or roll of labels; all lengths are in millimetres; a roll has one label per page."""

    key: str
    name: str | Promise
    page: tuple[float, float]
    label: tuple[float, float]
    columns: int = 1
    rows: int = 1
    margin: tuple[float, float] = (0, 0)
    gap: tuple[float, float] = (0, 0)

    @property
    def per_page(self) -> int:
        return self.columns * self.rows

    @property
    def qr(self) -> float:
        """Side length of the QR code in millimetres: as large as the label allows, at most 26."""
        return min(self.label[1] - 6, self.label[0] / 2.4, 26)

    def offset(self, index: int) -> tuple[float, float]:
        """Return left and top of the label with this index on its page, in millimetres."""
        row, column = divmod(index, self.columns)
        left = self.margin[0] + column * (self.label[0] + self.gap[0])
        return left, self.margin[1] + row * (self.label[1] + self.gap[1])


A4: Final = (210, 297)
LABEL_FORMATS: Final = {
    size.key: size
    for size in (
        LabelFormat("a4-3x8", _("A4, 3 × 8 label, 70 × 37 mm"), A4, (70, 37), 3, 8, (0, 0.5)),
        LabelFormat(
            "a4-3x8-tepi",
            _("A4, 3 × 8 label bertepi, 64 × 33,9 mm"),
            A4,
            (64, 33.9),
            3,
            8,
            (6.5, 13),
            (2.5, 0),
        ),
        LabelFormat(
            "a4-2x7", _("A4, 2 × 7 label, 99,1 × 38,1 mm"), A4, (99.1, 38.1), 2, 7, (4.65, 15.15), (2.5, 0)
        ),
        LabelFormat("62x29", _("Gulungan 62 mm, potongan 29 mm"), (62, 29), (62, 29)),
        LabelFormat("62x100", _("Gulungan 62 mm, potongan 100 mm"), (100, 62), (100, 62)),
    )
}


@dataclass(frozen=True)
class Label:
    """Content of one label; `address` is the URL in the QR code."""

    code: str
    name: str
    place: str
    address: str

    @property
    def qr(self) -> SafeString:
        # Error correction level M tolerates scratches; the padding of the label completes the quiet zone.
        drawn = segno.make(self.address, error="m", micro=False).svg_inline(omitsize=True, border=2)
        return SafeString(drawn)


@dataclass(frozen=True)
class PlacedLabel:
    """Label with its position on the page: distances from the left and top edge as CSS lengths."""

    label: Label
    left: str
    top: str


def render_labels_pdf(labels: Sequence[Label], size: LabelFormat) -> bytes:
    """Return the labels as PDF; raise `RenderError` on failure; the same labels give the same bytes."""
    html = render_to_string(
        "assets/label_sheet.html", {"size": CssLengths.of(size), "pages": list(_pages(labels, size))}
    )
    return render(
        RenderRequest(html=html, at=FIXED_TIMESTAMP, identifier=hashlib.sha256(html.encode()).hexdigest())
    )


@dataclass(frozen=True)
class CssLengths:
    """Lengths of a label format as CSS, independent of the language of the user."""

    page_width: str
    page_height: str
    width: str
    height: str
    qr: str
    text_left: str
    is_small: bool

    @classmethod
    def of(cls, size: LabelFormat) -> CssLengths:
        lengths = (*size.page, *size.label, size.qr, size.qr + 5.5)
        page_width, page_height, width, height, qr, text_left = map(_mm, lengths)
        return cls(page_width, page_height, width, height, qr, text_left, is_small=size.label[1] < 32)


def _pages(labels: Iterable[Label], size: LabelFormat) -> Iterator[list[PlacedLabel]]:
    rest = iter(labels)
    while page := list(islice(rest, size.per_page)):
        places = (size.offset(index) for index in range(len(page)))
        yield [PlacedLabel(label, _mm(x), _mm(y)) for label, (x, y) in zip(page, places, strict=True)]


def _mm(length: float) -> str:
    return f"{length:g}mm"
