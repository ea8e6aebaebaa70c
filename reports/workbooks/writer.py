"""Sheets as an XLSX file: typed cells, a frozen head, filters, and nothing that anybody typed taken for a formula."""

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
from reports.workbooks.sheet import Column, Form, Shaped, Sheet

LONGEST: Final = 32_767  # characters in a cell
WIDEST, NARROWEST, SAMPLED = 60, 9, 500
NOT_IN_A_CELL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
HEAD_FONT: Final = Font(bold=True, color="FFFFFF")
HEAD_FILL: Final = PatternFill("solid", fgColor="0B3444")
WIDTHS: Final = {Form.MONEY: 22, Form.DAY: 20, Form.TIME: 26, Form.SHARE: 12}


@contextmanager
def written(sheets: Iterable[Sheet], *, title: str, at: datetime) -> Iterator[File[bytes]]:
    """The workbook on disk; gone after the block. `at` is the time that the file states."""
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = title, "Siklus"
    book.properties.created = book.properties.modified = at.astimezone(JAKARTA).replace(tzinfo=None)
    for sheet in sheets:
        _write(book, sheet)
    with TemporaryFile() as out:
        book.save(out)
        out.seek(0)
        yield File(out)


def _write(book: Workbook, sheet: Sheet) -> None:
    page = book.create_sheet(sheet.title[:31])
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"
    for place, column in enumerate(sheet.columns):
        page.column_dimensions[get_column_letter(place + 1)].width = _width(sheet, place, column)
    page.append([_head(page, column) for column in sheet.columns])
    for row in sheet.rows:
        page.append(
            [_cell(page, value, column.form) for value, column in zip(row, sheet.columns, strict=True)]
        )


def _width(sheet: Sheet, place: int, column: Column) -> int:
    longest = max((len(str(row[place])) for row in sheet.rows[:SAMPLED] if row[place] is not None), default=0)
    wanted = WIDTHS.get(column.form, longest + 2)
    return min(WIDEST, max(NARROWEST, wanted, len(column.head) + 4))


def _head(page: Any, column: Column) -> Any:
    cell = WriteOnlyCell(page, column.head)
    cell.font, cell.fill = HEAD_FONT, HEAD_FILL
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def _cell(page: Any, value: Any, form: Form) -> Any:
    if isinstance(value, Shaped):
        value, form = value.value, value.form
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        value = "Ya" if value else "Tidak"
    if isinstance(value, datetime):
        value = value.astimezone(JAKARTA).replace(tzinfo=None, second=0, microsecond=0)
    if isinstance(value, str):
        return _text(page, value)
    cell = WriteOnlyCell(page, value)
    cell.number_format = form.value
    return cell


def _text(page: Any, value: str) -> Any:
    """Text stays text, also what looks like a formula, and also after somebody has edited the cell."""
    clean = NOT_IN_A_CELL.sub("", value)[:LONGEST]
    cell = WriteOnlyCell(page, clean)
    cell.data_type = "s"
    cell.quotePrefix = clean.startswith(FORMULA_STARTS)
    cell.alignment = Alignment(vertical="top", wrap_text=len(clean) > WIDEST or "\n" in clean)
    return cell
