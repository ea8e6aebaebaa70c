"""Declaration of a workbook sheet: a title, columns, and the records of its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from operator import attrgetter
from typing import Any


class CellFormat(Enum):
    """Kind of cell value, with its number format. Dates use Indonesian month names."""

    TEXT = "General"
    NUMBER = "#,##0.##"
    WHOLE = "#,##0"
    MONEY = '"Rp" #,##0.00'
    SHARE = "0.0%"
    DAY = "[$-421]d mmmm yyyy"
    TIME = "[$-421]d mmmm yyyy hh:mm"
    YES_NO = "@"


@dataclass(frozen=True)
class FormattedValue:
    """Cell value with a different format from the format of the column."""

    value: Any
    cell_format: CellFormat


@dataclass(frozen=True)
class Column:
    """Column of a sheet. `value` is the name of an attribute of the record, or a function of the record."""

    label: str
    value: str | Callable[[Any], Any]
    cell_format: CellFormat = CellFormat.TEXT

    def getter(self) -> Callable[[Any], Any]:
        return attrgetter(self.value) if isinstance(self.value, str) else self.value


@dataclass(frozen=True)
class Sheet:
    title: str
    columns: tuple[Column, ...]
    rows: list[tuple[Any, ...]]

    @classmethod
    def from_records(cls, title: str, records: Iterable[Any], *columns: Column) -> Sheet:
        getters = [column.getter() for column in columns]
        return cls(title, columns, [tuple(get(record) for get in getters) for record in records])


def ratio(part: str, whole: str) -> Callable[[Any], float | None]:
    """Return a function that divides attribute `part` of a record by attribute `whole`; None if `whole` is zero."""

    def divide(record: Any) -> float | None:
        denominator = getattr(record, whole)
        return float(getattr(record, part)) / float(denominator) if denominator else None

    return divide
