"""Tests of declarative tables (`core.lists.table`)."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from django.template.loader import render_to_string
from django.utils.html import format_html

from core.lists.table import SortState, Table, TableColumn


class Row(NamedTuple):
    pk: int
    name: str


TABLE = Table(
    columns=(
        TableColumn("Pilih", css="select-cell", unlabelled=True, hidden_title=True),
        TableColumn(sort="name"),
        TableColumn("Jumlah", css="num"),
    ),
    row=lambda row: (format_html("<i>{}</i>", row.pk), row.name, 1234),
    row_header=1,
)


def sort_state(key: str) -> SortState:
    return SortState("Nama & kode", f"?sort=-{key}", "ascending", "arrow-up")


def render(*rows: Row) -> str:
    return render_to_string("components/table.html", {"table": TABLE.bind(rows, sort_state)})


@pytest.mark.parametrize(
    ("name", "escaped"), [("<b>UPS</b>", "&lt;b&gt;UPS&lt;/b&gt;"), ("A & B", "A &amp; B")]
)
def test_text_is_escaped_and_safe_html_is_not(name: str, escaped: str) -> None:
    html = render(Row(7, name))
    assert f'<th scope="row">{escaped}</th>' in html
    assert '<td class="select-cell"><i>7</i></td>' in html


def test_each_cell_carries_the_title_of_its_column() -> None:
    html = render(Row(1, "UPS"))
    assert '<td class="num" data-label="Jumlah">1234</td>' in html
    assert '<th scope="col" class="select-cell"><span class="visually-hidden">Pilih</span></th>' in html


def test_a_sortable_column_links_to_the_other_order() -> None:
    html = render()
    assert '<th scope="col" aria-sort="ascending"><a href="?sort=-name">Nama &amp; kode <svg' in html
