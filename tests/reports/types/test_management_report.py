"""Management report PDF: its text, its attached data, drafts, long tables, and reproducible bytes."""

import io
import json
import shutil
import subprocess
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pikepdf
import pytest

from accounts.models import Role, User
from core.i18n.formats import JAKARTA
from maintenance.models import Cycle, JournalEntry, WorkOrder
from reports.data import IssueDetails, dump
from reports.models import DocumentKind
from reports.types import management_report
from reports.types.management_report import ManagementReportData
from reports.types.registry import DOCUMENT_TYPES
from tests.maintenance.factories import make_cycle
from tests.reports.factories import InstitutionFactory, Story

IMPRINT = IssueDetails(
    number="LAP-001/OPS/VII/2026",
    edition=1,
    issued_at=datetime(2026, 7, 1, 10, tzinfo=JAKARTA),
    issued_by="Budi Kepala",
    verify_url="http://localhost:8000/verify/abc/",
)


DOCUMENT_TYPE = DOCUMENT_TYPES[DocumentKind.REPORT]


def draft_of(cycle: Cycle) -> ManagementReportData:
    return DOCUMENT_TYPE.collect(cycle.pk, User(role=Role.HEAD))


@pytest.fixture
def snapshot(story: Story) -> ManagementReportData:
    draft = draft_of(story.cycle)
    return replace(draft, heading=draft.heading.with_issue_details(IMPRINT))


@pytest.fixture
def pdf(snapshot: ManagementReportData) -> bytes:
    return DOCUMENT_TYPE.render_pdf(snapshot)


def text_of(pdf: bytes, tmp_path: Path) -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not on this machine")
    file = tmp_path / "laporan.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-raw", str(file), "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


@pytest.mark.paper
def test_equal_data_gives_equal_bytes(snapshot: ManagementReportData, pdf: bytes):
    assert DOCUMENT_TYPE.render_pdf(snapshot) == pdf


def test_the_text_has_the_values_of_the_database(pdf: bytes, story: Story, tmp_path: Path):
    text = text_of(pdf, tmp_path)
    head = JournalEntry.objects.filter(cycle=story.cycle).order_by("-sequence").first()
    assert head is not None
    for expected in (
        "LAP-001/OPS/VII/2026",
        "No. 528/IT1.B05.3/OT/2021",
        story.cycle.code,
        "1 Januari 2026 – 31 Desember 2026",
        "lebih awal dengan dasar: Anggaran dialihkan ke pusat data baru.",
        "88,9 % – tidak",
        "16 dari 18 perintah kerja tepat waktu; batasnya 90 %.",
        "paling lambat 3 hari sesudah jatuh tempo",
        "94,4 %",
        "4 dari 34",
        "12 jam pada 2 temuan",
        "Rp 2.500.000,50",
        "Rp 7.499.999,50",
        "62,50",
        "Tidak memenuhi",
        "Ruang sedang direnovasi.",
        "Kebocoran kecil",
        "Termometer sedang dikalibrasi.",
        "Pemeliharaan berjalan; satu pekerjaan tidak dilaksanakan.",
        "Ganti baterai UPS sebelum musim hujan.",
        "Budi Kepala",
        "NIP 198001012005011001",
        "Tim Pusat Data",
        story.contract.vendor.name,
        head.hash,
        "http://localhost:8000/verify/abc/",
        *(asset.code for asset in story.assets),
        *(order.code for order in WorkOrder.objects.filter(round__cycle=story.cycle)),
    ):
        assert expected in text, expected
    assert "belum bernomor" not in text


@pytest.mark.paper
def test_the_pdf_has_language_title_tags_and_data(pdf: bytes, snapshot: ManagementReportData):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root
        assert str(root.Lang) == "id"
        assert "LAP-001/OPS/VII/2026" in str(document.docinfo.Title)
        assert bool(root.MarkInfo.Marked) and "/StructTreeRoot" in root
        attached = document.attachments["data-dokumen.json"].get_file().read_bytes()
        assert json.loads(attached) == dump(snapshot)


@pytest.mark.paper
def test_a_draft_is_marked_on_every_page_and_has_no_number(story: Story, tmp_path: Path):
    pdf = DOCUMENT_TYPE.render_pdf(draft_of(story.cycle))
    text = text_of(pdf, tmp_path)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        pages = len(document.pages)
    assert text.count("belum bernomor") >= pages - 1  # the first page has no header
    assert "Rancangan. Dokumen ini belum diterbitkan" in text
    assert "LAP-" not in text


def test_a_new_cycle_has_a_complete_draft(db, tmp_path: Path):
    InstitutionFactory(prepared_name="", prepared_position="")
    text = text_of(DOCUMENT_TYPE.render_pdf(draft_of(make_cycle())), tmp_path)
    assert "belum dapat dinilai" in text
    assert "Belum ada putaran." in text


def test_user_text_is_escaped(story: Story):
    Cycle.objects.filter(pk=story.cycle.pk).update(
        recommendations='<img src="file:///etc/hostname"> & selesai'
    )
    page = DOCUMENT_TYPE.render_html(draft_of(story.cycle))
    assert "&lt;img src=" in page and "& selesai" not in page


def test_a_long_annex_is_cut_with_a_note(snapshot: ManagementReportData, monkeypatch):
    monkeypatch.setattr(management_report, "MAX_PRINTED_ROWS", 5)
    page = " ".join(DOCUMENT_TYPE.render_html(snapshot).split())
    assert "Dicetak 5 dari 18 perintah kerja" in page


def test_rendering_needs_no_queries(snapshot: ManagementReportData, django_assert_num_queries):
    with django_assert_num_queries(0):
        DOCUMENT_TYPE.render_html(snapshot)
