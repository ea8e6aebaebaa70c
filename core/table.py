"""The table of a list, declared once and written in Python: a template takes longer for fifty rows than the database.

    ASSETS = Table(
        fields=("pk", "code", "name", "category__name"),
        heads=(Head(sort="code"), Head(sort="category"), Head(_("Keadaan"), css="num")),
        row=lambda asset: (link(...), asset.category__name, ...),
    )

`fields` are all that is fetched for a row, which is far quicker than whole records; without them a row is a record.
What `row` gives is escaped unless it is safe. On a phone each row is a card, and its cells are labelled by their heads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from core.markup import icon, written

Words = str | Promise
Cells = tuple[object, ...]


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
        lines = []
        for row in rows:
            cells = zip(tags, self.row(row), strict=True)
            lines.append("".join([f"{start}{written(cell)}{end}" for (start, end), cell in cells]))
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
