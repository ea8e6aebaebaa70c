"""Reads a CSV file as people really have it: any of the usual encodings and delimiters, or a clear refusal.

A file is accepted whole or refused whole, with every problem at its physical line, so that a spreadsheet or
an editor shows the reader the same number.
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

MOST_PROBLEMS: Final = 100
SEPARATOR_LINE: Final = re.compile(r'\s*"?sep=([^"\r]?)"?\s*', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CsvLimits:
    """What one upload may hold; `cell` counts characters."""

    size: int = 5 * 1024 * 1024
    rows: int = 20_000
    columns: int = 100
    cell: int = 5_000


@dataclass(frozen=True, slots=True)
class CsvProblem:
    """One reason for refusal; line 0 speaks of the file, an empty column of the whole line."""

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
    """The file is refused; `problems` says why, in the order of its lines."""

    def __init__(self, *problems: CsvProblem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One record: the physical line where it begins, and as many stripped values as the header has."""

    line: int
    values: list[str]


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A file that could be read, and how: `encoding` and `delimiter` are shown to whoever uploaded it."""

    header: list[str]
    rows: list[CsvRow]
    encoding: str
    delimiter: str


def read_csv(data: bytes, limits: CsvLimits | None = None) -> CsvTable:
    """Raises UnreadableCsvError with up to a hundred problems."""
    limits = limits or CsvLimits()
    if len(data) > limits.size:
        size = {"size": limits.size // 1024}
        raise _refusal(0, _("Berkas terlalu besar; paling besar %(size)d KB.") % size)
    text, encoding = _decoded(data)
    announced, text = _without_separator_line(text)
    delimiter = announced or detect_delimiter(text)
    records = _records(text, delimiter, skipped=1 if announced else 0)
    first = next(records, None)
    if first is None:
        raise _refusal(0, _("Berkas kosong; baris pertama harus memuat nama kolom."))
    if isinstance(first, CsvProblem):
        raise UnreadableCsvError(first)
    header = _header(first, limits)
    return CsvTable(header, _rows(records, header, limits), encoding, delimiter)


def _decoded(data: bytes) -> tuple[str, str]:
    try:
        return decode(data)
    except ValueError as error:
        raise _refusal(0, str(error)) from error


def _refusal(line: int, message: str, column: str = "") -> UnreadableCsvError:
    return UnreadableCsvError(CsvProblem(line, column, message))


def _without_separator_line(text: str) -> tuple[str, str]:
    """Some spreadsheets begin with a line `sep=;` that is no header."""
    first, newline, rest = text.partition("\n")
    found = SEPARATOR_LINE.fullmatch(first)
    return (found[1] or "\t", rest) if newline and found else ("", text)


def _records(text: str, delimiter: str, skipped: int) -> Iterator[CsvRow | CsvProblem]:
    """Records that hold anything, each with the physical line where it begins; a problem ends the reading."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = skipped + 1
    try:
        for values in reader:
            stripped = [value.strip() for value in values]
            if any(stripped):
                yield CsvRow(line, stripped)
            line = reader.line_num + skipped + 1
    except csv.Error as error:
        yield CsvProblem(line, "", _grumble(str(error)))


def _grumble(error: str) -> str:
    if "end of data" in error:
        return _("tanda kutip dibuka di sini dan tidak pernah ditutup.")
    if "expected after" in error:
        return _("ada tulisan setelah tanda kutip penutup; tulis tanda kutip di dalam sel dua kali.")
    if "field larger" in error:
        return _("satu sel terlalu panjang; mungkin ada tanda kutip yang tidak ditutup.")
    return _("baris ini tidak dapat dibaca sebagai CSV.")


def _header(row: CsvRow, limits: CsvLimits) -> list[str]:
    names = _without_empty_end(row.values, 0)
    if len(names) > limits.columns:
        counts = {"found": len(names), "most": limits.columns}
        raise _refusal(row.line, _("ada %(found)d kolom; paling banyak %(most)d.") % counts)
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


def _without_empty_end(values: list[str], width: int) -> list[str]:
    """Spreadsheets pad rows with empty cells at the end; those beyond `width` mean nothing."""
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
            row = CsvRow(record.line, _without_empty_end(record.values, len(header)))
            rows.append(row)
            problems.extend(_faults(row, header, limits))
        if len(problems) >= MOST_PROBLEMS:
            break
    if problems:
        raise UnreadableCsvError(*problems[:MOST_PROBLEMS])
    return rows


def _faults(row: CsvRow, header: list[str], limits: CsvLimits) -> Iterator[CsvProblem]:
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
