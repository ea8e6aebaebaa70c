"""Whoever asks for a document sees how far it is and gets it where it was asked for, also without JavaScript."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from accounts.models import Role, User
from core.pdf.renderer import RenderError
from maintenance.models import Cycle
from maintenance.sop import Executor, State
from reports.issuing.services import issue
from reports.jobs import run_next_job
from reports.models import Document, DocumentKind, Job
from reports.types.registry import DocumentType
from tests.accounts.factories import UserFactory
from tests.browser.conftest import OpenBrowser
from tests.maintenance.factories import make_cycle
from tests.reports.factories import InstitutionFactory


@pytest.fixture
def head(transactional_db: None) -> User:
    InstitutionFactory()
    return UserFactory(role=Role.HEAD)


@pytest.fixture
def cycle(head: User) -> Cycle:
    return make_cycle(State.REPORTING, executor=Executor.INTERNAL, head=head)


@pytest.fixture
def quick_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DocumentType, "render_pdf", lambda document_type, paper: b"%PDF-1.7 cepat")


def test_an_issue_is_followed_to_its_result_in_place(
    open_browser: OpenBrowser, viewport: dict[str, int], head: User, cycle: Cycle, quick_pdf: None
) -> None:
    person = open_browser(head, viewport)
    person.open(f"/documents/rencana-pemeliharaan/{cycle.pk}/")
    person.press_with_keyboard("Terbitkan dokumen")
    person.sees("Dokumen sedang diterbitkan")
    person.sees("Antre. Sebentar lagi dikerjakan.")
    person.sees_not("Isinya sudah tetap.")  # it is not offered again
    person.page.evaluate("window.stayed = true")
    run_next_job()
    person.sees("REN-001/OPS")
    expect(person.page.get_by_role("heading", name="Dokumen sudah terbit")).to_be_focused()
    assert person.page.evaluate("window.stayed")
    person.sees("berlaku")  # the rest of the page has changed with it
    person.look()
    person.follow("Buka dokumen")
    person.is_at(Document.objects.get().number)


def test_each_step_is_shown_and_said(
    open_browser: OpenBrowser, head: User, cycle: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = open_browser(head)
    person.open(f"/documents/rencana-pemeliharaan/{cycle.pk}/")
    person.press("Buat rancangan (PDF)")

    def watched(document_type: DocumentType, paper: Any) -> bytes:
        expect(person.page.locator("[aria-current=step]")).to_have_text("Menyusun halaman")
        expect(person.page.get_by_role("status")).to_contain_text("Menyusun halaman")
        person.look()
        return b"%PDF-1.7 cepat"

    monkeypatch.setattr(DocumentType, "render_pdf", watched)
    run_next_job()
    expect(person.page.get_by_role("status")).to_contain_text("Rancangan siap dibaca.")
    person.look()
    assert person.download("Unduh").suggested_filename == f"rancangan-RP-{cycle.code}.pdf"


def test_a_failure_is_told_in_place_and_tried_again(
    open_browser: OpenBrowser,
    viewport: dict[str, int],
    head: User,
    cycle: Cycle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(document_type: DocumentType, paper: Any) -> bytes:
        raise RenderError("PDF membutuhkan terlalu banyak memori.")

    monkeypatch.setattr(DocumentType, "render_pdf", fails)
    person = open_browser(head, viewport)
    person.open(f"/documents/rencana-pemeliharaan/{cycle.pk}/")
    person.press("Buat rancangan (PDF)")
    run_next_job()
    person.sees("Rancangan tidak dapat dibuat")
    person.sees("PDF membutuhkan terlalu banyak memori.")
    person.look()
    person.press("Coba lagi")
    monkeypatch.setattr(DocumentType, "render_pdf", lambda document_type, paper: b"%PDF-1.7 cepat")
    run_next_job()
    person.sees("Rancangan siap dibaca")


def test_the_end_of_a_cycle_leads_to_its_report(
    open_browser: OpenBrowser, head: User, cycle: Cycle, quick_pdf: None
) -> None:
    Cycle.objects.filter(pk=cycle.pk).update(closing_evaluation="Baik.", recommendations="Lanjutkan.")
    person = open_browser(head)
    person.open(f"/reports/cycles/{cycle.pk}/issue/")
    person.press("Terbitkan laporan")
    person.sees("Dokumen sedang diterbitkan")
    run_next_job()
    person.page.wait_for_url("**/reports/*/")
    person.is_at(Document.objects.get().number)


def test_all_of_it_works_without_javascript(
    open_browser: OpenBrowser, head: User, cycle: Cycle, quick_pdf: None
) -> None:
    person = open_browser(head, script=False)
    person.open(f"/documents/rencana-pemeliharaan/{cycle.pk}/")
    person.press("Buat rancangan (PDF)")
    person.sees("Rancangan sedang dibuat")
    run_next_job()
    person.follow("Lihat keadaan terbaru")
    person.sees("Rancangan siap dibaca")
    person.press("Terbitkan dokumen")
    run_next_job()
    person.follow("Lihat keadaan terbaru")
    person.sees("REN-001/OPS")


def test_tables_and_archives_are_taken_away(
    open_browser: OpenBrowser, viewport: dict[str, int], head: User, cycle: Cycle, quick_pdf: None
) -> None:
    for kind in (DocumentKind.PLAN, DocumentKind.CRITERIA):
        issue(kind, cycle.pk, by=head)
    person = open_browser(UserFactory(role=Role.MANAGER), viewport)
    person.open("/reports/")
    for box in person.page.get_by_role("checkbox", name="Pilih REN").all():
        box.check()
    person.look()
    person.press("Unduh yang dipilih (ZIP)")
    person.sees("1 dokumen dalam satu arsip ZIP")
    run_next_job()
    person.sees("Arsip siap diunduh")
    person.look()
    with zipfile.ZipFile(person.download("Unduh dokumen").path()) as archive:
        assert len(archive.namelist()) == 2
    person.open(f"/documents/kriteria-penerimaan/{cycle.pk}/")
    person.press("Lembar kerja (XLSX)")
    run_next_job()
    person.sees("Lembar kerja siap diunduh")
    book = load_workbook(io.BytesIO(person.download("xlsx").path().read_bytes()))
    assert book.sheetnames == ["Dokumen", "Kriteria"]
    assert Job.objects.count() == 2


def test_a_document_can_be_looked_at_on_its_page(open_browser: OpenBrowser, head: User, cycle: Cycle) -> None:
    """A real PDF, under the real Content-Security-Policy: the inspector hears of anything that is refused."""
    document = issue(DocumentKind.CRITERIA, cycle.pk, by=head)
    person = open_browser(head)
    with person.page.expect_response(lambda answer: answer.url.endswith(document.file_url)) as caught:
        person.page.goto(document.get_absolute_url())
        person.page.get_by_title("Pratinjau").scroll_into_view_if_needed()
    answer = caught.value
    assert answer.status == 200
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
    person.page.wait_for_timeout(500)
    assert not any(frame.url.startswith("chrome-error") for frame in person.page.frames)
