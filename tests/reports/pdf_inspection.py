"""Finds faults of a PDF: of its structure with pikepdf, and of its page layout from the position of every word."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

import pikepdf
import pytest

POINT = 72 / 25.4  # points in a millimetre
PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>')
ACTIONS = ("/OpenAction", "/AA", "/JavaScript", "/JS", "/Launch")


# Structure


def structural_faults(pdf: bytes, *, attached: str, data: dict[str, Any]) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [
            *_root_faults(document),
            *_metadata_faults(document),
            *_font_faults(document),
            *_attachment_faults(document, attached, data),
            *_tag_faults(document),
        ]


def _root_faults(document: pikepdf.Pdf) -> Iterator[str]:
    root = document.Root
    if not (root.get("/MarkInfo") and bool(root.MarkInfo.Marked)):
        yield "it is not marked as tagged"
    if "/StructTreeRoot" not in root:
        yield "it has no structure"
    if str(root.get("/Lang", "")) != "id":
        yield "its language is not Indonesian"
    if not (root.get("/ViewerPreferences") and bool(root.ViewerPreferences.get("/DisplayDocTitle", False))):
        yield "its title is not shown"
    if not document.docinfo.get("/Title"):
        yield "it has no title"
    with document.open_outline() as outline:
        if not outline.root:
            yield "it has no bookmarks"
    for key in ACTIONS:
        if key in root or key in root.get("/Names", {}) or any(key in page for page in document.pages):
            yield f"it has an automatic action: {key}"
    for page in document.pages:
        for note in page.get("/Annots", []):
            if "/A" in note and note.A.get("/S") not in ("/URI", "/GoTo"):
                yield f"a link has an action other than opening an address: {note.A.S}"


def _metadata_faults(document: pikepdf.Pdf) -> Iterator[str]:
    metadata = document.Root.Metadata.read_bytes().decode()
    for claim in ('pdfaid:part="3"', 'pdfaid:conformance="A"', "<pdfuaid:part>1</pdfuaid:part>", "dc:title"):
        if claim not in metadata:
            yield f"its metadata has no {claim}"


def _font_faults(document: pikepdf.Pdf) -> Iterator[str]:
    fonts = [font for page in document.pages for font in page.get("/Resources", {}).get("/Font", {}).values()]
    if not fonts:
        yield "it has no fonts"
    for font in fonts:
        descriptor = font.DescendantFonts[0].FontDescriptor
        if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield f"a font is not embedded: {descriptor.FontName}"


def _attachment_faults(document: pikepdf.Pdf, name: str, data: dict[str, Any]) -> Iterator[str]:
    if name not in document.attachments:
        yield f"{name} is not attached"
        return
    if json.loads(document.attachments[name].get_file().read_bytes()) != data:
        yield f"{name} is not the snapshot"
    if {str(each.get("/AFRelationship", "")) for each in document.Root.get("/AF", [])} != {"/Data"}:
        yield "the attachment is not declared as the document's data"


def _tag_faults(document: pikepdf.Pdf) -> Iterator[str]:
    headers: set[str] = set()
    cells: list[tuple[str, Any]] = []
    for element in elements(document.Root.StructTreeRoot.K):
        kind = str(element.S)
        if kind == "/Figure" and not str(element.get("/Alt", "")).strip():
            yield "a picture has no alternative text"
        elif kind == "/TH":
            headers.add(str(element.get("/ID", "")))
        elif kind == "/TD":
            cells.append((kind, element))
    if "" in headers:
        yield "a header cell has no id"
    for _kind, cell in cells:
        if not {str(each) for each in cell.A.get("/Headers", [])} <= headers:
            yield "a cell refers to an unknown header cell"


def elements(node: Any) -> Iterator[Any]:
    """Yield all structure elements below `node` in reading order."""
    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from elements(each)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node and node.get("/Type") != "/OBJR":
            yield node
        if "/K" in node:
            yield from elements(node.K)


# Pages


@dataclass(frozen=True)
class Word:
    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def covers(self, other: Word) -> bool:
        """Whether more than 35 % of the smaller word overlaps the other word."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        if wide <= 0.5 or high <= 0.5:
            return False
        smaller = min((each.right - each.left) * each.height for each in (self, other))
        return wide * high > 0.35 * smaller


@dataclass(frozen=True)
class Page:
    number: int
    width: float
    height: float
    words: list[Word]

    @property
    def is_cover(self) -> bool:
        return self.number == 1 and any(word.text == "Menurut" for word in self.words)

    @property
    def body(self) -> list[Word]:
        """Words of the page without its header and footer."""
        return [word for word in self.words if 23.5 * POINT < word.top < self.height - 20 * POINT]


def pages_of(pdf: bytes) -> list[Page]:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not on this machine")
    done = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True)
    return [
        Page(
            number,
            float(width),
            float(height),
            [Word(*map(float, word[:4]), unescape(word[4])) for word in WORD.findall(content)],
        )
        for number, (width, height, content) in enumerate(PAGE.findall(done.stdout.decode()), 1)
    ]


def page_faults(pdf: bytes) -> list[str]:
    """Return layout faults: cut or overlapping text, empty pages, and headings at the end of a page."""
    return [f"page {page.number}: {fault}" for page in pages_of(pdf) for fault in _faults_on(page)]


def _faults_on(page: Page) -> Iterator[str]:
    side = 0.0 if page.is_cover else 16 * POINT
    for word in page.words:
        if word.left < side or word.right > page.width - side or not 0 < word.top < word.bottom < page.height:
            yield f"“{word.text}” is outside the margins"
    if len(page.body) < 3:
        yield "it is empty"
    yield from _overlaps(page)
    if not page.is_cover and page.body:
        last = max(page.body, key=lambda word: word.bottom)
        if last.height > HEADING:
            yield f"the last line is a heading: “{last.text}”"


HEADING = 11.8  # points; the smallest heading is higher than any other text


def _overlaps(page: Page) -> Iterator[str]:
    ordered = sorted(page.words, key=lambda word: word.top)
    for n, word in enumerate(ordered):
        for other in ordered[n + 1 :]:
            if other.top >= word.bottom:
                break
            if word.covers(other):
                yield f"“{word.text}” and “{other.text}” overlap"
