"""Reads CSV files with the usual encodings and delimiters.

A file with problems is rejected as a whole. Every problem has its line number in the file, as an editor shows it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from core.tables_io.csv_decoding import decode, detect_delimiter

MAX_PROBLEMS: Final = 100
SEPARATOR_LINE: Final = re.compile(r'\s*"?sep=([^"\r]?)"?\s*', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CsvLimits:
    """Limits of one file: `size` in bytes, `cell` in characters."""

    size: int = 5 * 1024 * 1024
    rows: int = 20_000
    columns: int = 100
    cell: int = 5_000


@dataclass(frozen=True, slots=True)
class CsvProblem:
    """A problem. Line 0 refers to the file, an empty column to the whole line."""

    line: int
    column: str
    message: str

    def __str__(self) -> str:
        if not self.line:
            return self.message
        if not self.column:
            return _("Baris %(line)d: %(message)s") % {"line": self.line, "message": self.message}
        parts = {"line": self.line, "column": self.column, "message": self.message}
        return _("Baris %(line)d, kolom %(column)s: %(message)s") % parts


class UnreadableCsvError(Exception):
    """The file is rejected. `problems` are in the order of the lines."""

    def __init__(self, *problems: CsvProblem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class CsvRow:
    """A record: the number of its first line in the file, and one stripped value per header cell."""

    line: int
    values: list[str]


@dataclass(frozen=True, slots=True)
class CsvTable:
    """The content of a file. The import page shows `encoding` and `delimiter` to the user."""

    header: list[str]
    rows: list[CsvRow]
    encoding: str
    delimiter: str


def read_csv(data: bytes, limits: CsvLimits | None = None) -> CsvTable:
    """Return the content of a CSV file. Raises `UnreadableCsvError` with up to `MAX_PROBLEMS` problems."""
    limits = limits or CsvLimits()
    if len(data) > limits.size:
        size = {"size": limits.size // 1024}
        raise _error(0, _("Berkas terlalu besar; paling besar %(size)d KB.") % size)
    text, encoding = _decode(data)
    declared, text = _split_separator_line(text)
    delimiter = declared or detect_delimiter(text)
    records = _records(text, delimiter, skipped=1 if declared else 0)
    first = next(records, None)
    if first is None:
        raise _error(0, _("Berkas kosong; baris pertama harus memuat nama kolom."))
    if isinstance(first, CsvProblem):
        raise UnreadableCsvError(first)
    header = _header(first, limits)
    return CsvTable(header, _rows(records, header, limits), encoding, delimiter)


def _decode(data: bytes) -> tuple[str, str]:
    try:
        return decode(data)
    except ValueError as error:
        raise _error(0, str(error)) from error


def _error(line: int, message: str, column: str = "") -> UnreadableCsvError:
    return UnreadableCsvError(CsvProblem(line, column, message))


def _split_separator_line(text: str) -> tuple[str, str]:
    """Remove a first line such as `sep=;`, written by some spreadsheets. Return its delimiter and the other lines."""
    first, newline, rest = text.partition("\n")
    found = SEPARATOR_LINE.fullmatch(first)
    return (found[1] or "\t", rest) if newline and found else ("", text)


def _records(text: str, delimiter: str, skipped: int) -> Iterator[CsvRow | CsvProblem]:
    """Yield the records that are not empty, with the number of their first line. Stops after a problem."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = skipped + 1
    try:
        for values in reader:
            stripped = [value.strip() for value in values]
            if any(stripped):
                yield CsvRow(line, stripped)
            line = reader.line_num + skipped + 1
    except csv.Error as error:
        yield CsvProblem(line, "", _csv_error_message(str(error)))


def _csv_error_message(error: str) -> str:
    if "end of data" in error:
        return _("tanda kutip dibuka di sini dan tidak pernah ditutup.")
    if "expected after" in error:
        return _("ada tulisan setelah tanda kutip penutup; tulis tanda kutip di dalam sel dua kali.")
    if "field larger" in error:
        return _("satu sel terlalu panjang; mungkin ada tanda kutip yang tidak ditutup.")
    return _("baris ini tidak dapat dibaca sebagai CSV.")


def _header(row: CsvRow, limits: CsvLimits) -> list[str]:
    names = _strip_trailing_empty(row.values, 0)
    if len(names) > limits.columns:
        counts = {"found": len(names), "most": limits.columns}
        raise _error(row.line, _("ada %(found)d kolom; paling banyak %(most)d.") % counts)
    problems: list[CsvProblem] = []
    seen: dict[str, int] = {}
    for position, name in enumerate(names, start=1):
        if not name:
            message = _("kolom ke-%(position)d tidak bernama.") % {"position": position}
            problems.append(CsvProblem(row.line, "", message))
        elif (first := seen.setdefault(name.casefold(), position)) != position:
            places = {"first": first, "second": position}
            message = _("nama kolom ini dipakai dua kali, di kolom ke-%(first)d dan ke-%(second)d.") % places
            problems.append(CsvProblem(row.line, name, message))
    if problems:
        raise UnreadableCsvError(*problems)
    return names


def _strip_trailing_empty(values: list[str], width: int) -> list[str]:
    """Remove empty cells beyond `width` from the end. Spreadsheets add them to rows."""
    end = len(values)
    while end > width and not values[end - 1]:
        end -= 1
    return values[:end]


def _rows(records: Iterable[CsvRow | CsvProblem], header: list[str], limits: CsvLimits) -> list[CsvRow]:
    rows: list[CsvRow] = []
    problems: list[CsvProblem] = []
    for record in records:
        if isinstance(record, CsvProblem):
            problems.append(record)
        elif len(rows) == limits.rows:
            message = _("berkas memuat lebih dari %(most)d baris data; bagilah menjadi beberapa berkas.")
            problems.append(CsvProblem(record.line, "", message % {"most": limits.rows}))
            break
        else:
            row = CsvRow(record.line, _strip_trailing_empty(record.values, len(header)))
            rows.append(row)
            problems.extend(_row_problems(row, header, limits))
        if len(problems) >= MAX_PROBLEMS:
            break
    if problems:
        raise UnreadableCsvError(*problems[:MAX_PROBLEMS])
    return rows


def _row_problems(row: CsvRow, header: list[str], limits: CsvLimits) -> Iterator[CsvProblem]:
    if len(row.values) != len(header):
        counts = {"found": len(row.values), "expected": len(header)}
        message = _("ada %(found)d kolom, seharusnya %(expected)d seperti pada baris judul.") % counts
        yield CsvProblem(row.line, "", message)
        return
    if max(map(len, row.values)) > limits.cell:
        for name, value in zip(header, row.values, strict=True):
            if len(value) > limits.cell:
                message = _("isi sel terlalu panjang; paling banyak %(most)d karakter.") % {
                    "most": limits.cell
                }
                yield CsvProblem(row.line, name, message)
