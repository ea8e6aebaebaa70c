"""Stream a queryset as a CSV file that opens correctly in spreadsheets and contains no formulas."""

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
class CsvColumn:
    """A column: its title, the field or annotation it exports, and labels for choice values (`Status.choices`)."""

    label: str | Promise
    path: str
    labels: Iterable[tuple[Any, Any]] = ()


class Buffer:
    """File-like object that buffers the output of `csv.writer` until `take` returns and clears it."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    def write(self, text: str) -> None:
        self.parts.append(text)

    def take(self) -> str:
        text = "".join(self.parts)
        self.parts.clear()
        return text


def csv_response(
    queryset: QuerySet[Any], columns: Sequence[CsvColumn], filename: str
) -> StreamingHttpResponse:
    # Texts are translated now, because the rows are generated after the request has ended.
    titles = [str(column.label) for column in columns]
    labels_by_index = {
        index: {code: str(label) for code, label in column.labels}
        for index, column in enumerate(columns)
        if column.labels
    }
    rows = queryset.prefetch_related(None).values_list(*(column.path for column in columns))
    lines = _lines(
        rows.iterator(chunk_size=ROWS_PER_CHUNK), titles, labels_by_index, (gettext("Tidak"), gettext("Ya"))
    )
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{filename}-{timezone.localdate():%Y-%m-%d}.csv"'
        },
    )


def _lines(
    rows: Iterator[tuple[Any, ...]],
    titles: list[str],
    labels_by_index: Mapping[int, Mapping[Any, str]],
    no_yes: tuple[str, str],
) -> Iterator[str]:
    out = Buffer()
    writer = csv.writer(out)
    out.write(BOM)
    writer.writerow(titles)
    for count, row in enumerate(rows, start=1):
        cells = list(row)
        for index, labels in labels_by_index.items():
            cells[index] = labels.get(cells[index], cells[index])
        writer.writerow(
            [value if (kind := type(value)) in PLAIN else plain_text(value, no_yes, kind) for value in cells]
        )
        if count % ROWS_PER_CHUNK == 0:
            yield out.take()
    yield out.take()


PLAIN = frozenset((int, float, type(None)))


def plain_text(value: Any, no_yes: tuple[str, str], kind: type[Any]) -> Any:
    """Return a cell value as text; text that a spreadsheet would read as a formula gets a leading apostrophe."""
    if kind is str:
        return f"'{value}" if value.startswith(FORMULA_STARTS) else value
    if kind is bool:
        return no_yes[value]
    if kind is datetime:
        return value.astimezone(JAKARTA).strftime("%Y-%m-%d %H:%M:%S")
    if kind is date:
        return value.isoformat()
    return str(value)
