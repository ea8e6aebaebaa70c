"""Signing, the public check of a copy and the settings, at a desk and on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import FilePayload, expect

from accounts.models import Role, User
from maintenance.sop import State
from organization.models import Institution
from reports.issuing.services import issue
from reports.models import Document, DocumentKind
from reports.signing import client
from reports.signing import services as signing
from reports.types.registry import DocumentType
from tests.accounts.factories import PASSWORD, UserFactory
from tests.browser.browser_user import PHONE
from tests.browser.conftest import OpenBrowser
from tests.maintenance.factories import make_cycle
from tests.reports.factories import InstitutionFactory
from tests.reports.signing.certificates import with_certificate

NIP = "19800101 200501 1 001"


@pytest.fixture
def head(transactional_db: None) -> User:
    return UserFactory(role=Role.HEAD, nip=NIP.replace(" ", ""), full_name="Budi Kepala")


@pytest.fixture
def paper(head: User, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Document:
    """Criteria that wait for their first signature; neither PDF nor key is real."""

    def sign(pdf: bytes, *, field: str, **said: str) -> client.SignedPdf:
        return client.SignedPdf(pdf + field.encode(), "CN=Sertifikat uji", "ab" * 32, timezone.now())

    monkeypatch.setattr(client, "sign_pdf", sign)
    monkeypatch.setattr(
        DocumentType,
        "render_pdf",
        lambda document_type, paper: b"%PDF-1.7 " + paper.heading.imprint.number.encode(),
    )
    with_certificate(settings, tmp_path)
    InstitutionFactory(prepared_nip=NIP, checked_nip="198203042006041002")
    cycle = make_cycle(State.VENDOR_WORK)
    return issue(DocumentKind.CRITERIA, cycle.pk, by=head)


def pdf(content: bytes) -> FilePayload:
    return {"name": "kriteria.pdf", "mimeType": "application/pdf", "buffer": content}


def test_whoever_is_named_signs_from_home(
    open_browser: OpenBrowser, viewport: dict[str, int], head: User, paper: Document
) -> None:
    person = open_browser(head, viewport)
    person.open("/")
    person.sees("Menunggu tanda tangan Anda")
    person.follow(paper.number)
    person.fill("Kata sandi Anda", "keliru")
    person.press("Tanda tangani")
    person.sees("Dokumen belum ditandatangani")
    person.sees("Kata sandi tidak cocok.")
    person.fill("Kata sandi Anda", PASSWORD)
    person.press("Tanda tangani")
    person.sees("Anda menandatangani")
    person.page.locator("summary", has_text="Berkas dan sertifikat").click()
    person.sees("CN=Sertifikat uji")
    person.look()
    person.open("/")
    person.sees_not("Menunggu tanda tangan Anda")


def test_a_stranger_compares_a_file_without_sending_it(
    open_browser: OpenBrowser, viewport: dict[str, int], head: User, paper: Document
) -> None:
    issued = paper.read()
    signing.sign_document(Document.objects.get(pk=paper.pk), by=head)
    newest = Document.objects.get(pk=paper.pk).read()
    newer = issue(DocumentKind.CRITERIA, paper.subject_pk, by=head, correction="Bobot keliru.")
    Document.objects.get(pk=newer.pk)
    stranger = open_browser(UserFactory.build(), viewport, signed_in=False)
    stranger.open(paper.verify_url)
    stranger.is_at("Dokumen ini tercatat")
    asked: list[str] = []
    stranger.page.on("request", lambda request: asked.append(request.url))
    for content, words in (
        (newest, "Sama."),
        (issued, "Sesudah itu tanda tangan bertambah"),
        (newest + b" ", "Bukan dokumen ini."),
        (newest, "Berkas ini persis dokumen yang tercatat: edisi 1 dengan tanda tangan ke-1."),
    ):
        stranger.attach("Berkas PDF yang Anda terima", pdf(content))
        expect(stranger.page.locator("[data-verify-results]")).to_contain_text(words)
        expect(stranger.page.locator("[data-verify-result]:visible")).to_have_count(1)
    stranger.page.locator("summary", has_text="Sidik SHA-256 yang tercatat").click()
    stranger.look()
    assert not asked, asked


def test_a_file_finds_its_document(
    open_browser: OpenBrowser, viewport: dict[str, int], paper: Document
) -> None:
    stranger = open_browser(UserFactory.build(), viewport, signed_in=False)
    stranger.open("/verify/")
    stranger.attach("Atau berkas PDF yang Anda terima", pdf(paper.read()))
    stranger.is_at("Dokumen ini tercatat")
    stranger.follow("Periksa dokumen lain")
    stranger.fill("Kode pemeriksaan atau sidik SHA-256", paper.token.upper())
    stranger.press("Periksa")
    stranger.is_at("Dokumen ini tercatat")
    stranger.press("English")
    stranger.is_at("This document is on record")
    stranger.press("Indonesia")
    stranger.open("/verify/bukan-kode/")
    stranger.is_at("Dokumen tidak dikenal")


def test_without_javascript_it_says_how_to_compute_the_hash(
    open_browser: OpenBrowser, paper: Document
) -> None:
    stranger = open_browser(UserFactory.build(), PHONE, signed_in=False, script=False)
    stranger.open(paper.verify_url)
    stranger.page.locator("summary", has_text="Sidik SHA-256 yang tercatat").click()
    stranger.sees("sha256sum dokumen.pdf")
    stranger.sees(paper.sha256)
    expect(stranger.page.get_by_label("Berkas PDF yang Anda terima")).to_be_hidden()


def test_the_administrator_sets_what_documents_say(
    open_browser: OpenBrowser, viewport: dict[str, int], transactional_db: None
) -> None:
    administrator = open_browser(UserFactory(role=Role.ADMINISTRATOR), viewport)
    administrator.open("/")
    administrator.go_to("Pengaturan")
    administrator.sees("Belum ada penandatangan.")
    administrator.follow("Ubah institusi")
    administrator.fill("Nama institusi", "")
    administrator.press("Simpan")
    administrator.fill("Nama institusi", "Institut Contoh")
    administrator.press("Simpan")
    administrator.sees("Institut Contoh")
    assert Institution.current().name == "Institut Contoh"
    administrator.follow("Ubah pola nomor")
    administrator.fill("Kriteria penerimaan", "{seq:04}/KRIT/{roman_month}/{year}")
    example = administrator.page.get_by_role("status").filter(has_text="0007/KRIT/")
    expect(example).to_be_visible()
    administrator.press("Simpan")
    administrator.sees("0001/KRIT/")
