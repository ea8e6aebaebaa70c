"""Public verification pages: they identify a document and show hashes, but no content."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import Role
from maintenance.models import Round
from organization.models import Institution
from reports.issuing.services import issue
from reports.models import Document, DocumentKind
from reports.models.document import TOKEN_LENGTH, TOKEN_LETTERS, new_token
from reports.signing import client
from reports.signing import services as signing
from tests.accounts.factories import UserFactory
from tests.reports.factories import Story
from tests.reports.signing.certificates import with_certificate

START = "/verify/"


@pytest.fixture(autouse=True)
def reset_rate_limits() -> None:
    cache.clear()


@pytest.fixture
def signed(story: Story, quick_pdf, monkeypatch, settings: Any, tmp_path: Path) -> Document:
    """Acceptance criteria, signed by the first of three signatories."""
    with_certificate(settings, tmp_path)
    Institution.objects.update(prepared_nip="198001012005011001", checked_nip="198203042006041002")

    def sign(pdf: bytes, *, field: str, **fields: str) -> client.SignedPdf:
        return client.SignedPdf(pdf + field.encode(), "CN=uji", "ab" * 32, story.cycle.created_at)

    monkeypatch.setattr(client, "sign_pdf", sign)
    document = issue(DocumentKind.CRITERIA, story.cycle.pk, by=story.head)
    signing.sign_document(document, by=UserFactory(role=Role.HEAD, nip="198001012005011001"))
    return Document.objects.get(pk=document.pk)


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_codes_are_short_but_cannot_be_guessed():
    assert len(TOKEN_LETTERS) ** TOKEN_LENGTH >= 2**96
    codes = {new_token() for _n in range(100)}
    assert len(codes) == 100 and not set("".join(codes)) & set("01oilOIL")


def test_the_page_shows_kind_number_date_status_and_hashes(signed: Document, client: Client):
    response = client.get(signed.verify_url)
    page = text(response)
    for expected in (
        "Kriteria penerimaan",
        signed.number,
        "1 Juli 2026",
        "berlaku",
        "Disusun oleh Kepala Seksi Operasional",
        "belum ditandatangani secara elektronik",
        *(each.sha256 for each in signed.revisions),
    ):
        assert expected in page, expected
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    # The referrer policy hides the URL from other sites; "no-referrer" would break the language form of this page.
    assert response["Referrer-Policy"] == "same-origin"
    assert "no-store" in response["Cache-Control"]


def test_the_page_shows_no_content_and_no_names(signed: Document, story: Story, client: Client):
    page = text(client.get(signed.verify_url))
    kept = (
        signed.subject,
        signed.about,
        "Budi Kepala",
        "Citra Pemeriksa",
        story.head.email,
        "198001012005011001",
    )
    for secret in kept:
        assert secret not in page, secret


def test_a_replaced_edition_links_to_the_current_one(signed: Document, story: Story, client: Client):
    newer = issue(DocumentKind.CRITERIA, story.cycle.pk, by=story.head, correction="Bobot K1 keliru.")
    page = text(client.get(signed.verify_url))
    assert "tidak berlaku lagi" in page and newer.reference in page and newer.verify_url in page
    assert "Bobot K1 keliru." not in page
    newest = text(client.get(newer.verify_url))
    assert signed.sha256 in newest and 'data-hash-edition="1"' in newest and 'data-edition="2"' in newest


def test_without_a_certificate_the_page_states_that_the_printed_copy_is_signed(
    story: Story, quick_pdf, client: Client
):
    document = issue(
        DocumentKind.EVALUATION, Round.objects.get(cycle=story.cycle, number=1).pk, by=story.head
    )
    assert "ditandatangani pada cetakannya" in text(client.get(document.verify_url))


def test_a_code_can_be_typed_in_capitals_or_as_a_full_url(signed: Document, client: Client):
    address = reverse("reports:verify", args=[signed.token])
    for typed in (signed.token, signed.token.upper(), f" {signed.token} ", f"https://siklus.contoh{address}"):
        assert client.get(START, {"q": typed}).headers["Location"] == address
    assert client.get(address.replace(signed.token, signed.token.upper())).status_code == 200


def test_a_hash_redirects_to_its_document(signed: Document, client: Client):
    for revision in signed.revisions:
        assert client.get(START, {"q": revision.sha256}).headers["Location"] == signed.verify_url
    unknown = client.get(START, {"q": hashlib.sha256(b"lain").hexdigest()})
    assert unknown.status_code == 404 and "bukan milik dokumen" in text(unknown)


def test_an_unknown_code_returns_404(db, client: Client):
    response = client.get("/verify/bukan-kode/")
    assert response.status_code == 404 and "Dokumen tidak dikenal" in text(response)


def test_failed_checks_are_rate_limited_and_successful_ones_are_not(signed: Document, client: Client):
    for _n in range(40):  # valid codes are not rate limited
        assert client.get(signed.verify_url).status_code == 200
    guesses = [client.get(f"/verify/{new_token()}/").status_code for _n in range(31)]
    assert guesses == [404] * 30 + [429]
    assert client.get(START, {"q": "a" * 64}).status_code == 429
    elsewhere = client.get(signed.verify_url, REMOTE_ADDR="198.51.100.7")
    assert elsewhere.status_code == 200


def test_queries_do_not_grow_with_the_number_of_editions(
    signed: Document, story: Story, client: Client, django_assert_max_num_queries
):
    for n in range(3):
        issue(DocumentKind.CRITERIA, story.cycle.pk, by=story.head, correction=f"Pembetulan {n}.")
    with django_assert_max_num_queries(5):
        client.get(signed.verify_url)


@pytest.mark.parametrize("address", ["/verify/?q=%00abc", "/verify/ab%00c/"])
def test_a_code_with_a_nul_character_is_unknown(db: None, client: Client, address: str):
    assert client.get(address).status_code == 404
