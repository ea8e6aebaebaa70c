"""One table of a workbook, declared: a title, columns, and the records that fill the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from operator import attrgetter
from typing import Any


class Form(Enum):
    """What a cell holds, and the pattern by which a spreadsheet shows it; dates in Indonesian everywhere."""

    TEXT = "General"
    NUMBER = "#,##0.##"
    WHOLE = "#,##0"
    MONEY = '"Rp" #,##0.00'
    SHARE = "0.0%"
    DAY = "[$-421]d mmmm yyyy"
    TIME = "[$-421]d mmmm yyyy hh:mm"
    YES_NO = "@"


@dataclass(frozen=True)
class Shaped:
    """A value whose form is not that of its column."""

    value: Any
    form: Form


@dataclass(frozen=True)
class Column:
    """`read` is the name of a field of the record, or a function of it."""

    head: str
    read: str | Callable[[Any], Any]
    form: Form = Form.TEXT

    def reader(self) -> Callable[[Any], Any]:
        return attrgetter(self.read) if isinstance(self.read, str) else self.read


@dataclass(frozen=True)
class Sheet:
    title: str
    columns: tuple[Column, ...]
    rows: list[tuple[Any, ...]]

    @classmethod
    def of(cls, title: str, records: Iterable[Any], *columns: Column) -> Sheet:
        readers = [column.reader() for column in columns]
        return cls(title, columns, [tuple(read(record) for read in readers) for record in records])


def share(part: str, whole: str) -> Callable[[Any], float | None]:
    """The field `part` as a share of the field `whole`; empty where there is nothing to divide by."""

    def read(record: Any) -> float | None:
        below = getattr(record, whole)
        return float(getattr(record, part)) / float(below) if below else None

    return read
