"""Page layout of the PDFs with unusual data: nothing is cut, empty or overlapping."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import transaction

from core.pdf.renderer import RenderRequest, render
from reports.models import DocumentKind
from tests.reports import document_variants
from tests.reports.factories import InstitutionFactory, make_story
from tests.reports.pdf_inspection import page_faults, pages_of
from tests.reports.sample_documents import IMPRINT, SampleDocument, sample_documents

pytestmark = [
    pytest.mark.django_db,  # needed by the module fixture, which rolls back its rows
    pytest.mark.paper,
]


@pytest.fixture(scope="module")
def documents(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[DocumentKind, SampleDocument]]:
    with (
        django_db_blocker.unblock(),
        time_machine.travel("2026-07-01T03:00:00+00:00", tick=True),
        transaction.atomic(),
    ):
        InstitutionFactory()
        yield sample_documents(make_story())
        transaction.set_rollback(True)


@pytest.mark.parametrize("kind", DocumentKind.values)
def test_long_names_and_large_amounts_stay_on_the_page(documents, kind: str):
    document = document_variants.with_long_names(documents[DocumentKind(kind)]).issued(
        edition=2, replaces="UJI-001/OPS/VII/2026, 1 Juli 2026", correction=document_variants.TITLE
    )
    assert page_faults(document.pdf({})) == []


@pytest.mark.parametrize("kind", DocumentKind.values)
def test_empty_lists_leave_no_empty_pages(documents, kind: str):
    assert (
        page_faults(
            documents[DocumentKind(kind)].with_data(document_variants.with_empty_lists).draft().pdf({})
        )
        == []
    )


@pytest.mark.parametrize("kind", ["laporan-manajemen", "dokumentasi-kegiatan", "berita-acara-serah-terima"])
def test_many_work_orders_continue_on_further_pages(documents, kind: str):
    assert (
        page_faults(
            document_variants.with_many_work_orders(documents[DocumentKind(kind)], 120).issued().pdf({})
        )
        == []
    )


@pytest.mark.parametrize("kind", ["laporan-manajemen", "evaluasi-kriteria"])
def test_tables_of_twelve_rounds_fit_the_page(documents, kind: str):
    assert (
        page_faults(document_variants.with_rounds(documents[DocumentKind(kind)], 12).issued().pdf({})) == []
    )


def test_many_photos_are_printed_in_rows(documents, tmp_path: Path):
    document, media = document_variants.with_photos(documents[DocumentKind.DOCUMENTATION], 40, tmp_path)
    pdf = document.issued().pdf(media)
    assert page_faults(pdf) == []
    assert len(pages_of(pdf)) < 8
    assert len(pdf) < 40 * 60_000


@pytest.mark.parametrize("kind", ["laporan-manajemen", "dokumentasi-kegiatan"])
def test_a_document_without_photos_says_so(documents, kind: str):
    pdf = document_variants.without_photos(documents[DocumentKind(kind)]).issued().pdf()
    assert page_faults(pdf) == []
    assert "Tidak ada" in " ".join(word.text for page in pages_of(pdf) for word in page.words)


def test_every_issued_page_has_verification_address_page_number_and_document_number(documents):
    pages = pages_of(documents[DocumentKind.REPORT].issued().pdf({}))
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
        (
            "<p>satu dua tiga</p><p style='white-space: nowrap'>" + "panjang " * 60 + "</p>",
            "is outside the margins",
        ),
        ("<p>a b c d</p><p style='break-before: page'>x</p>", "it is empty"),
        ("<p>a b c d</p><div style='height: 225mm'></div><h2>Judul</h2>", "the last line is a heading"),
        ("<p>tindih aku</p><p style='margin-top: -6mm'>tindih kamu</p>", "overlap"),
    ],
)
def test_each_layout_fault_is_detected(body: str, fault: str):
    pdf = render(RenderRequest(html=PAGE.format(body=body), at=IMPRINT.issued_at, identifier="uji"))
    assert any(fault in each for each in page_faults(pdf))
