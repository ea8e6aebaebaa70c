"""The pages themselves: nothing is cut, empty, torn or printed over, with whatever a cycle may bring."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import transaction

from core.pdf.renderer import RenderRequest, render
from reports.models import DocumentKind
from tests.reports import worlds
from tests.reports.factories import InstitutionFactory, make_story
from tests.reports.inspecting import page_faults, pages_of
from tests.reports.sheets import IMPRINT, Sheet, of_story

pytestmark = [
    pytest.mark.django_db,  # for the fixture of this module, which fills the database and leaves it empty
    pytest.mark.paper,
]


@pytest.fixture(scope="module")
def sheets(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[DocumentKind, Sheet]]:
    with (
        django_db_blocker.unblock(),
        time_machine.travel("2026-07-01T03:00:00+00:00", tick=True),
        transaction.atomic(),
    ):
        InstitutionFactory()
        yield of_story(make_story())
        transaction.set_rollback(True)


@pytest.mark.parametrize("kind", DocumentKind.values)
def test_long_names_and_large_amounts_stay_on_the_page(sheets, kind: str):
    sheet = worlds.with_long_names(sheets[DocumentKind(kind)]).issued(
        edition=2, replaces="UJI-001/OPS/VII/2026, 1 Juli 2026", correction=worlds.TITLE
    )
    assert page_faults(sheet.pdf({})) == []


@pytest.mark.parametrize("kind", DocumentKind.values)
def test_empty_lists_leave_no_empty_pages(sheets, kind: str):
    assert page_faults(sheets[DocumentKind(kind)].changed(worlds.without_anything).draft().pdf({})) == []


@pytest.mark.parametrize("kind", ["laporan-manajemen", "dokumentasi-kegiatan", "berita-acara-serah-terima"])
def test_many_orders_go_on_from_page_to_page(sheets, kind: str):
    assert page_faults(worlds.with_many_orders(sheets[DocumentKind(kind)], 120).issued().pdf({})) == []


@pytest.mark.parametrize("kind", ["laporan-manajemen", "evaluasi-kriteria"])
def test_twelve_rounds_stand_in_tables_that_fit(sheets, kind: str):
    assert page_faults(worlds.with_rounds(sheets[DocumentKind(kind)], 12).issued().pdf({})) == []


def test_many_photos_are_printed_in_rows(sheets, tmp_path: Path):
    sheet, media = worlds.with_photos(sheets[DocumentKind.DOCUMENTATION], 40, tmp_path)
    pdf = sheet.issued().pdf(media)
    assert page_faults(pdf) == []
    assert len(pages_of(pdf)) < 8
    assert len(pdf) < 40 * 60_000


@pytest.mark.parametrize("kind", ["laporan-manajemen", "dokumentasi-kegiatan"])
def test_without_photos_the_document_says_so(sheets, kind: str):
    pdf = worlds.without_photos(sheets[DocumentKind(kind)]).issued().pdf()
    assert page_faults(pdf) == []
    assert "Tidak ada" in " ".join(word.text for page in pages_of(pdf) for word in page.words)


def test_every_issued_page_says_where_it_can_be_checked_and_which_it_is(sheets):
    pages = pages_of(sheets[DocumentKind.REPORT].issued().pdf({}))
    address = IMPRINT.verify_url.removeprefix("https://").rstrip("/")
    for page in pages[1:]:
        text = "".join(word.text for word in page.words)
        assert address in text
        assert f"Halaman{page.number}dari{len(pages)}" in text
        assert f"No.{IMPRINT.number}" in text


PAGE = """<!doctype html><html lang="id"><head><title>Uji</title><link rel="stylesheet" href="asset:document.css">
</head><body>{body}</body></html>"""


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<p>satu dua tiga</p><p style='white-space: nowrap'>" + "panjang " * 60 + "</p>", "stands outside"),
        ("<p>a b c d</p><p style='break-before: page'>x</p>", "it is empty"),
        ("<p>a b c d</p><div style='height: 225mm'></div><h2>Judul</h2>", "a heading ends it"),
        ("<p>tindih aku</p><p style='margin-top: -6mm'>tindih kamu</p>", "lie over each other"),
    ],
)
def test_each_fault_of_a_page_is_noticed(body: str, fault: str):
    pdf = render(RenderRequest(html=PAGE.format(body=body), at=IMPRINT.issued_at, identifier="uji"))
    assert any(fault in each for each in page_faults(pdf))
