"""The table of a list, declared once and written in Python: a template takes longer for fifty rows than the database.

    ASSETS = Table(
        fields=("pk", "code", "name", "category__name"),
        heads=(Head(sort="code"), Head(sort="category"), Head(_("Keadaan"), css="num")),
        row=lambda asset: (link(...), asset.category__name, ...),
    )

`fields` are all that is fetched for a row, which is far quicker than whole records; without them a row is a record.
What `row` gives is escaped unless it is safe. On a phone each row is a card, and its cells are labelled by their heads.

What `row` says hangs on nothing but these fields, the language and the day, so a row that is as it was on an earlier
page is not written again. A table is therefore made once, not for each request.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import escape
from typing import Any, Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from core.html import icon, render_cell

Words = str | Promise
Cells = tuple[object, ...]
KEPT: Final = 1000  # rows, of about a kilobyte each


@dataclass(frozen=True)
class SortState:
    """Where a head that sorts leads, and how the list is sorted by it now."""

    label: Words
    url: str
    aria: str
    icon: str


@dataclass(frozen=True)
class Head:
    """A column: its words, or the key of the `Sort` that it offers. A `bare` cell needs no label in a card."""

    label: Words = ""
    sort: str = ""
    css: str = ""
    bare: bool = False
    hidden: bool = False


@dataclass(frozen=True)
class Table:
    heads: tuple[Head, ...]
    row: Callable[[Any], Cells]
    fields: tuple[str, ...] = ()
    names: int = 0  # the place of the cell that names the row

    def html(self, rows: Iterable[Any], sort_state: Callable[[str], SortState]) -> SafeString:
        states = [sort_state(head.sort) if head.sort else None for head in self.heads]
        heads = "".join(_head(head, state) for head, state in zip(self.heads, states, strict=True))
        tags = [self._tags(place, state) for place, state in enumerate(states)]
        language, today = get_language(), timezone.localdate()
        lines = []
        for row in rows:
            cells = _kept_cells(self.row, row, language, today) if self.fields else _cells(self.row, row)
            lines.append(
                "".join([f"{start}{cell}{end}" for (start, end), cell in zip(tags, cells, strict=True)])
            )
        body = f"<tr>{'</tr><tr>'.join(lines)}</tr>" if lines else ""
        return SafeString(
            '<div class="table-responsive"><table class="table table-cards">'
            f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
        )

    def _tags(self, place: int, state: SortState | None) -> tuple[str, str]:
        """What stands before and behind the cells of a column."""
        head = self.heads[place]
        css = f' class="{head.css}"' if head.css else ""
        if place == self.names:
            return f'<th scope="row"{css}>', "</th>"
        label = "" if head.bare else f' data-label="{escape(str(state.label if state else head.label))}"'
        return f"<td{label}{css}>", "</td>"


def _cells(write: Callable[[Any], Cells], row: Any) -> tuple[str, ...]:
    return tuple([render_cell(cell) for cell in write(row)])


@lru_cache(maxsize=KEPT)
def _kept_cells(
    write: Callable[[Any], Cells], row: Any, language: str | None, today: date
) -> tuple[str, ...]:
    """Of a tuple of fields, which is equal only to its like; two records of one key would be, too."""
    return _cells(write, row)


def _head(head: Head, state: SortState | None) -> str:
    css = f' class="{head.css}"' if head.css else ""
    if state is None:
        words = escape(str(head.label))
        if head.hidden:
            words = f'<span class="visually-hidden">{words}</span>'
        return f'<th scope="col"{css}>{words}</th>'
    aria = f' aria-sort="{state.aria}"' if state.aria else ""
    label = escape(str(head.label or state.label))
    return f'<th scope="col"{css}{aria}><a href="{escape(state.url)}">{label} {icon(state.icon)}</a></th>'
