"""Declarative tables for list pages.

    ASSETS = Table(
        fields=("pk", "code", "name", "category__name"),
        columns=(TableColumn(sort="code"), TableColumn(sort="category"), TableColumn(_("Keadaan"), css="num")),
        row=lambda asset: (link(...), asset.category__name, ...),
    )

`row` returns the cells of one row; cells that are not `SafeString` are escaped. With `fields`, rows are named tuples of
these fields, which are cheaper to fetch than model instances; without `fields`, rows are model instances.
`templates/components/table.html` contains the markup. On a phone it shows each row as a card and labels each cell with
the title of its column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.forms.utils import flatatt
from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

Text = str | Promise
Cells = tuple[Any, ...]


@dataclass(frozen=True)
class SortState:
    """Sorting link of a column: label, URL, value of `aria-sort` (empty if the list is sorted otherwise) and icon."""

    label: Text
    url: str
    aria: str
    icon: str


@dataclass(frozen=True)
class TableColumn:
    """A column with a title, or with the key of the `Sort` that provides its title and sorting link.

    `unlabelled`: the card layout shows no label before the cell. `hidden_title`: only screen readers get the title.
    """

    title: Text = ""
    sort: str = ""
    css: str = ""
    unlabelled: bool = False
    hidden_title: bool = False


@dataclass(frozen=True)
class BoundColumn:
    """A column together with its sorting state on the current page.

    `title` and `cell_attributes` are rendered once per page, because every row repeats them.
    """

    column: TableColumn
    sort_state: SortState | None
    is_row_header: bool
    title: str
    cell_attributes: SafeString

    @classmethod
    def of(cls, column: TableColumn, sort_state: SortState | None, *, is_row_header: bool) -> BoundColumn:
        title = str(column.title or (sort_state.label if sort_state else ""))
        label = str(sort_state.label if sort_state else column.title)
        attributes = {"scope": "row"} if is_row_header else {} if column.unlabelled else {"data-label": label}
        if column.css:
            attributes["class"] = column.css
        return cls(column, sort_state, is_row_header, title, flatatt(attributes))


@dataclass(frozen=True)
class BoundTable:
    """A table with the rows of one page, as `components/table.html` renders it."""

    columns: list[BoundColumn]
    cells: Callable[[Any], Cells]
    source: Iterable[Any]

    @property
    def rows(self) -> Iterator[list[tuple[BoundColumn, str]]]:
        for row in self.source:
            yield list(zip(self.columns, map(conditional_escape, self.cells(row)), strict=True))


@dataclass(frozen=True)
class Table:
    """Columns, and the function that returns the cells of a row. `row_header` is the index of the naming column."""

    columns: tuple[TableColumn, ...]
    row: Callable[[Any], Cells]
    fields: tuple[str, ...] = ()
    row_header: int = 0

    def bind(self, rows: Iterable[Any], sort_state: Callable[[str], SortState]) -> BoundTable:
        columns = [
            BoundColumn.of(
                column,
                sort_state(column.sort) if column.sort else None,
                is_row_header=index == self.row_header,
            )
            for index, column in enumerate(self.columns)
        ]
        return BoundTable(columns, self.row, rows)
