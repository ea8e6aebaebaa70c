"""Streams a queryset as CSV that a spreadsheet opens rightly and that cannot carry formulas."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext

from core.i18n.formats import JAKARTA

BOM = "\ufeff"  # without it Excel reads UTF-8 as Windows-1252
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
ROWS_PER_CHUNK = 500


@dataclass(frozen=True)
class Column:
    """One column: its head, the field or annotation it prints, and words for codes (`Status.choices`)."""

    label: str | Promise
    path: str
    labels: Iterable[tuple[Any, Any]] = ()


class Echo:
    """A file-like object that collects what csv writes until somebody takes it."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    def write(self, text: str) -> None:
        self.parts.append(text)

    def take(self) -> str:
        text = "".join(self.parts)
        self.parts.clear()
        return text


def csv_response(queryset: QuerySet[Any], columns: Sequence[Column], filename: str) -> StreamingHttpResponse:
    # Everything that depends on the language is looked up now: the rows are made after the request has ended.
    heads = [str(column.label) for column in columns]
    words = {
        place: {code: str(label) for code, label in column.labels}
        for place, column in enumerate(columns)
        if column.labels
    }
    rows = queryset.prefetch_related(None).values_list(*(column.path for column in columns))
    lines = _lines(rows.iterator(chunk_size=ROWS_PER_CHUNK), heads, words, (gettext("Tidak"), gettext("Ya")))
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{filename}-{timezone.localdate():%Y-%m-%d}.csv"'
        },
    )


def _lines(
    rows: Iterator[tuple[Any, ...]],
    heads: list[str],
    words: Mapping[int, Mapping[Any, str]],
    no_yes: tuple[str, str],
) -> Iterator[str]:
    out = Echo()
    writer = csv.writer(out)
    out.write(BOM)
    writer.writerow(heads)
    for count, row in enumerate(rows, start=1):
        cells = list(row)
        for place, labels in words.items():
            cells[place] = labels.get(cells[place], cells[place])
        writer.writerow(
            [value if (kind := type(value)) in PLAIN else plain_text(value, no_yes, kind) for value in cells]
        )
        if count % ROWS_PER_CHUNK == 0:
            yield out.take()
    yield out.take()


PLAIN = frozenset((int, float, type(None)))


def plain_text(value: Any, no_yes: tuple[str, str], kind: type[Any]) -> Any:
    """A cell as a spreadsheet may safely read it."""
    if kind is str:
        return f"'{value}" if value.startswith(FORMULA_STARTS) else value
    if kind is bool:
        return no_yes[value]
    if kind is datetime:
        return value.astimezone(JAKARTA).strftime("%Y-%m-%d %H:%M:%S")
    if kind is date:
        return value.isoformat()
    return str(value)
