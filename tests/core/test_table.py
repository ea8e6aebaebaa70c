"""The table of a list: a row that is as it was is not written again, and never stands for another one."""

from __future__ import annotations

from typing import NamedTuple

import pytest
import time_machine
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from core.i18n.formats import format_date
from core.lists.table import Head, SortState, Table


class Row(NamedTuple):
    pk: int
    name: str


class Record:
    """Equal to every other record of its key, as those of Django are."""

    def __init__(self, pk: int, name: str) -> None:
        self.pk, self.name = pk, name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Record) and self.pk == other.pk

    def __hash__(self) -> int:
        return hash(self.pk)


def unsorted(key: str) -> SortState:
    raise KeyError(key)


def table_of(*fields: str) -> tuple[Table, list[str]]:
    written: list[str] = []

    def row(each: Row) -> tuple[object, ...]:
        written.append(each.name)
        return each.name, format_date(timezone.localdate())

    return Table(heads=(Head(_("Nama")), Head(_("Tanggal"))), row=row, fields=fields), written


def test_a_row_that_is_as_it_was_is_written_once() -> None:
    table, written = table_of("pk", "name")
    first = table.html([Row(1, "UPS"), Row(2, "Genset")], unsorted)
    assert table.html([Row(1, "UPS"), Row(2, "Genset")], unsorted) == first
    assert written == ["UPS", "Genset"]


def test_a_row_that_has_changed_is_written_anew() -> None:
    table, written = table_of("pk", "name")
    table.html([Row(1, "UPS")], unsorted)
    assert "UPS lama" in table.html([Row(1, "UPS lama")], unsorted)
    assert written == ["UPS", "UPS lama"]


def test_another_day_or_language_says_it_its_own_way() -> None:
    table, _written = table_of("pk", "name")
    with time_machine.travel("2026-03-02 09:00+07:00", tick=False):
        assert "2 Maret 2026" in table.html([Row(1, "UPS")], unsorted)
        with translation.override("en"):
            assert "2 March 2026" in table.html([Row(1, "UPS")], unsorted)
    with time_machine.travel("2026-03-03 09:00+07:00", tick=False):
        assert "3 Maret 2026" in table.html([Row(1, "UPS")], unsorted)


def test_records_are_written_each_time_since_their_key_does_not_tell_what_they_say() -> None:
    table, _written = table_of()
    assert "UPS lama" not in table.html([Record(1, "UPS")], unsorted)
    assert "UPS lama" in table.html([Record(1, "UPS lama")], unsorted)


@pytest.mark.parametrize("name", ["<b>UPS</b>", "A & B"])
def test_what_people_wrote_is_escaped(name: str) -> None:
    table, _written = table_of("pk", "name")
    assert name not in table.html([Row(1, name)], unsorted)
