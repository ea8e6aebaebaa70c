"""Writes sheets to an XLSX file with typed cells, a frozen header and filters. User text never becomes a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from tempfile import TemporaryFile
from typing import Any, Final

from django.core.files import File
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from core.i18n.formats import JAKARTA
from core.lists.csv_export import FORMULA_STARTS
from reports.workbooks.sheet import CellFormat, Column, FormattedValue, Sheet

MAX_CELL_LENGTH: Final = 32_767  # characters; limit of the XLSX format
MAX_COLUMN_WIDTH, MIN_COLUMN_WIDTH, WIDTH_SAMPLE_ROWS = 60, 9, 500
INVALID_CHARACTERS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
HEADER_FONT: Final = Font(bold=True, color="FFFFFF")
HEADER_FILL: Final = PatternFill("solid", fgColor="0B3444")
COLUMN_WIDTHS: Final = {CellFormat.MONEY: 22, CellFormat.DAY: 20, CellFormat.TIME: 26, CellFormat.SHARE: 12}


@contextmanager
def write_workbook(sheets: Iterable[Sheet], *, title: str, at: datetime) -> Iterator[File[bytes]]:
    """Open a temporary XLSX file with the sheets. `at` is the creation time in its metadata."""
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = title, "Siklus"
    book.properties.created = book.properties.modified = at.astimezone(JAKARTA).replace(tzinfo=None)
    for sheet in sheets:
        _write_sheet(book, sheet)
    with TemporaryFile() as out:
        book.save(out)
        out.seek(0)
        yield File(out)


def _write_sheet(book: Workbook, sheet: Sheet) -> None:
    page = book.create_sheet(sheet.title[:31])
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"
    for index, column in enumerate(sheet.columns):
        page.column_dimensions[get_column_letter(index + 1)].width = _column_width(sheet, index, column)
    page.append([_header_cell(page, column) for column in sheet.columns])
    for row in sheet.rows:
        page.append(
            [_cell(page, value, column.cell_format) for value, column in zip(row, sheet.columns, strict=True)]
        )


def _column_width(sheet: Sheet, index: int, column: Column) -> int:
    longest = max(
        (len(str(row[index])) for row in sheet.rows[:WIDTH_SAMPLE_ROWS] if row[index] is not None), default=0
    )
    width = COLUMN_WIDTHS.get(column.cell_format, longest + 2)
    return min(MAX_COLUMN_WIDTH, max(MIN_COLUMN_WIDTH, width, len(column.label) + 4))


def _header_cell(page: Any, column: Column) -> Any:
    cell = WriteOnlyCell(page, column.label)
    cell.font, cell.fill = HEADER_FONT, HEADER_FILL
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def _cell(page: Any, value: Any, cell_format: CellFormat) -> Any:
    if isinstance(value, FormattedValue):
        value, cell_format = value.value, value.cell_format
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        value = "Ya" if value else "Tidak"
    if isinstance(value, datetime):
        value = value.astimezone(JAKARTA).replace(tzinfo=None, second=0, microsecond=0)
    if isinstance(value, str):
        return _text_cell(page, value)
    cell = WriteOnlyCell(page, value)
    cell.number_format = cell_format.value
    return cell


def _text_cell(page: Any, value: str) -> Any:
    """Return a text cell. The quote prefix keeps text such as "=1+1" a text even after a user edits the cell."""
    clean = INVALID_CHARACTERS.sub("", value)[:MAX_CELL_LENGTH]
    cell = WriteOnlyCell(page, clean)
    cell.data_type = "s"
    cell.quotePrefix = clean.startswith(FORMULA_STARTS)
    cell.alignment = Alignment(vertical="top", wrap_text=len(clean) > MAX_COLUMN_WIDTH or "\n" in clean)
    return cell
