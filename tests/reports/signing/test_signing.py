"""Electronic signatures: who may sign and when, the result, and the detection of changed files."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from core.mail.models import OutgoingMail
from maintenance.models import Cycle, Round
from maintenance.reasons import MayNot, NotYet
from maintenance.sop import State
from organization.models import Institution
from reports.issuing.services import issue
from reports.models import Document, DocumentKind, ImmutableError, Signature, SignatureLine
from reports.signing import client
from reports.signing import services as signing
from reports.signing.client import SigningError, verify_pdf
from reports.types.registry import DocumentType
from tests.accounts.factories import UserFactory
from tests.reports.factories import Story
from tests.reports.signing.certificates import with_certificate

PREPARED, CHECKED, APPROVED = "19800101 200501 1 001", "198203042006041002", "196803151994031004"
SECRET = "kata-sandi-kepala-9"


@pytest.fixture
def certificate(settings: Any, tmp_path: Path) -> Path:
    return with_certificate(settings, tmp_path)


@pytest.fixture
def people(story: Story) -> dict[str, User]:
    Institution.objects.update(prepared_nip=PREPARED, checked_nip=CHECKED, approved_nip=APPROVED)
    first = UserFactory(role=Role.HEAD, nip=PREPARED.replace(" ", ""), full_name="Budi Kepala")
    first.set_password(SECRET)
    first.save(update_fields=["password"])
    return {
        "prepared": first,
        "checked": UserFactory(role=Role.MANAGER, nip=CHECKED),
        "approved": UserFactory(role=Role.MANAGER, nip=APPROVED),
        "other": UserFactory(role=Role.HEAD, nip="199912312020121009"),
        "vendor": UserFactory(role=Role.VENDOR, nip=PREPARED.replace(" ", "")),
    }


@pytest.fixture
def document(story: Story, certificate: Path, people: dict[str, User]) -> Document:
    """The issued acceptance criteria of the story; a short document."""
    return issue(DocumentKind.CRITERIA, story.cycle.pk, by=story.head)


@pytest.fixture
def quick(
    monkeypatch: pytest.MonkeyPatch, story: Story, certificate: Path, people: dict[str, User]
) -> Document:
    """The same document with fake rendering and signing."""
    monkeypatch.setattr(DocumentType, "render_pdf", lambda document_type, data: b"%PDF-1.7 kriteria")

    def sign(pdf: bytes, *, field: str, **fields: str) -> client.SignedPdf:
        return client.SignedPdf(pdf + field.encode(), "CN=uji", "ab" * 32, story.cycle.created_at)

    monkeypatch.setattr(client, "sign_pdf", sign)
    return issue(DocumentKind.CRITERIA, story.cycle.pk, by=story.head)


def reload(document: Document) -> Document:
    return Document.objects.get(pk=document.pk)


# The signature


@pytest.mark.paper
def test_signatures_are_appended_to_the_file_and_each_is_valid(
    document: Document, people: dict[str, User], tmp_path
):
    issued = document.read()
    first = signing.sign_document(reload(document), by=people["prepared"])
    second = signing.sign_document(reload(document), by=people["checked"])
    revisions = reload(document).revisions
    contents = [each.read() for each in revisions]
    assert contents[0] == issued and contents[1].startswith(issued) and contents[2].startswith(contents[1])
    for revision, content in zip(revisions, contents, strict=True):
        assert revision.sha256 == hashlib.sha256(content).hexdigest() and revision.size == len(content)
    assert reload(document).read() == contents[2]
    found = verify_pdf(contents[2], trust=[])
    assert found.is_sound and found.whole
    assert [(each.field, each.name) for each in found.signatures] == [
        ("TTD1", "Budi Kepala"),
        ("TTD2", "Citra Pemeriksa"),
    ]
    assert found.signatures[0].reason == "Disusun oleh, Kepala Seksi Operasional"
    assert {each.fingerprint for each in found.signatures} == {first.fingerprint, second.fingerprint}
    assert found.signatures[0].subject == first.certificate and "UJI" in first.certificate
    with pikepdf.open(io.BytesIO(contents[2])) as pdf:  # the attachment is unchanged
        attached = pdf.attachments["data-dokumen.json"].get_file().read_bytes()
        assert json.loads(attached) == document.snapshot
    _assert_pdf_conforms(contents[2], tmp_path)
    _assert_changes_are_detected(contents[2])
    _assert_command_output(contents, document, tmp_path)


def _assert_pdf_conforms(pdf: bytes, folder: Path) -> None:
    """Check PDF/A-3a and PDF/UA-1 when veraPDF is available."""
    file = folder / "dua.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(["scripts/check-pdf", str(file)], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 3), done.stdout  # 3: no JDK is installed
    if done.returncode == 0:
        assert "PASS 3a" in done.stdout and "PASS ua1" in done.stdout


def _assert_changes_are_detected(pdf: bytes) -> None:
    """Change bytes in the body, the attachment, both signatures, between them and at the end."""
    first, last = pdf.index(b"/Contents <"), pdf.rindex(b"/Contents <")
    places = [100, len(pdf) // 3, first - 40, first + 400, last - 40, last + 400, len(pdf) - 8]
    for place in places:
        changed = bytearray(pdf)
        changed[place] ^= 1
        found = verify_pdf(bytes(changed), trust=[])
        assert found.unreadable or not found.is_sound, place
    assert not verify_pdf(pdf + b"\n% tambahan\n", trust=[]).is_sound


def _assert_command_output(contents: list[bytes], document: Document, folder: Path) -> None:
    said = []
    for n, content in enumerate([*contents, contents[2].replace(b"Kriteria", b"Kriterja", 1) + b" "]):
        file, out = folder / f"{n}.pdf", io.StringIO()
        file.write_bytes(content)
        try:
            call_command("verify_document", file, stdout=out)
        except CommandError as error:
            out.write(f"refused: {error}")
        said.append(out.getvalue())
    assert document.number in said[0] and "Signatures: none" in said[0] and "2 came later" in said[0]
    assert "with 2 signature(s); 0 came later" in said[2]
    assert said[2].count("intact, valid, trusted") == 2 and "refused" not in said[2]
    assert "Document: unknown" in said[3] and "refused" in said[3]


def test_the_printed_document_states_that_it_is_signed_electronically(
    document: Document, people: dict[str, User]
):
    html = DocumentType.render_html(
        _document_type(document), _document_type(document).load(document.snapshot)
    )
    assert document.snapshot["heading"]["imprint"]["electronic"] is True
    assert html.count("di dalam berkas PDF ini</span>") == 3 and document.token in html


def _document_type(document: Document) -> DocumentType:
    from reports.types.registry import DOCUMENT_TYPES

    return DOCUMENT_TYPES[document.document_kind]


def test_the_key_password_is_passed_only_on_standard_input(quick: Document, certificate, monkeypatch):
    asked: list[Any] = []

    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[bytes]:
        asked.append((command, options["env"]))
        assert b"sandi sertifikat uji" in options["input"]
        return subprocess.CompletedProcess(command, 1, b"", b"")

    monkeypatch.setattr(client.subprocess, "run", run)
    assert not client.can_sign()
    assert "sandi sertifikat uji" not in str(asked)


# Who may sign, and when


def test_signatories_sign_in_order_and_are_notified_in_turn(quick: Document, people: dict[str, User]):
    def notified() -> list[str]:
        letters = OutgoingMail.objects.filter(template="signature_awaited").order_by("pk")
        return list(letters.values_list("to", flat=True))

    assert notified() == [people["prepared"].email]
    with pytest.raises(NotYet, match="turn"):
        signing.sign_document(reload(quick), by=people["checked"])
    for n, key in enumerate(("prepared", "checked", "approved")):
        person = people[key]
        waiting = {each: list(SignatureLine.objects.waiting_for(people[each])) for each in people}
        assert {each: [line.place for line in lines] for each, lines in waiting.items() if lines} == {
            key: [n + 1]
        }
        signing.sign_document(reload(quick), by=person)
        assert not SignatureLine.objects.waiting_for(person).exists()
        with pytest.raises(NotYet, match="signed"):
            signing.sign_document(reload(quick), by=person)
    assert notified() == [people[key].email for key in ("prepared", "checked", "approved")]
    assert Signature.objects.count() == 3


@pytest.mark.parametrize("key", ["other", "vendor"])
def test_other_users_cannot_sign(quick: Document, people: dict[str, User], key: str):
    with pytest.raises(MayNot, match="unnamed"):
        signing.sign_document(reload(quick), by=people[key])
    assert not Signature.objects.exists()


def test_a_line_without_a_nip_is_skipped(quick: Document, story: Story, people: dict[str, User]):
    Institution.objects.update(prepared_nip="")
    later = issue(DocumentKind.EVALUATION, Round.objects.get(cycle=story.cycle, number=1).pk, by=story.head)
    assert [line.place for line in SignatureLine.objects.waiting_for(people["checked"])] == [2]
    signing.sign_document(later, by=people["checked"])
    assert [line.place for line in reload(later).signature_block if line.signed] == [2]


def test_a_replaced_edition_cannot_be_signed(quick: Document, story: Story, people: dict[str, User]):
    issue(DocumentKind.CRITERIA, story.cycle.pk, by=story.head, correction="Bobot K1 keliru.")
    with pytest.raises(NotYet, match="replaced"):
        signing.sign_document(reload(quick), by=people["prepared"])
    waiting = SignatureLine.objects.waiting_for(people["prepared"])
    assert [line.document.edition for line in waiting] == [2]


def test_the_vendor_signs_minutes_on_paper(quick: Document, story: Story):
    round_ = Round.objects.get(cycle=story.cycle, number=1)
    minutes = issue(DocumentKind.INSPECTION, round_.pk, by=story.head)
    assert [line.act for line in minutes.signature_block] == ["Pihak Pertama", "Mengetahui", "Mengetahui"]
    assert minutes.signature_block[0].name == "Budi Kepala"


def test_without_a_certificate_documents_have_space_for_handwritten_signatures(
    story: Story, quick_pdf, people: dict[str, User]
):
    document = issue(DocumentKind.CRITERIA, story.cycle.pk, by=story.head)
    assert not document.signature_block and document.snapshot["heading"]["imprint"]["electronic"] is False
    with pytest.raises(MayNot):
        signing.sign_document(document, by=people["prepared"])
    assert not OutgoingMail.objects.filter(template="signature_awaited").exists()


def test_an_unusable_certificate_changes_nothing(
    quick: Document, people: dict[str, User], monkeypatch, settings
):
    monkeypatch.undo()
    settings.SIGNING_PASSWORD = "keliru"
    files = _files()
    with pytest.raises(SigningError, match="kata sandinya keliru"):
        signing.sign_document(reload(quick), by=people["prepared"])
    assert not Signature.objects.exists() and _files() == files


def test_a_failure_while_storing_leaves_no_file(quick: Document, people: dict[str, User], monkeypatch):
    files = _files()

    def fails(document: Document) -> None:
        raise RuntimeError

    monkeypatch.setattr(signing, "notify_next_signer", fails)
    with pytest.raises(RuntimeError):
        signing.sign_document(reload(quick), by=people["prepared"])
    assert not Signature.objects.exists() and _files() == files


def _files() -> set[str]:
    root = Path(default_storage.location)
    return {str(path) for path in root.rglob("*") if path.is_file()}


def test_the_second_of_two_simultaneous_signatures_is_refused(
    quick: Document, people: dict[str, User], monkeypatch
):
    """Two simultaneous requests pass the first check; one of them signs first."""
    real = client.sign_pdf

    def sign_after_another_user(pdf: bytes, **fields: str) -> client.SignedPdf:
        monkeypatch.setattr(client, "sign_pdf", real)
        signing.sign_document(reload(quick), by=people["prepared"])
        return real(pdf, **fields)

    monkeypatch.setattr(client, "sign_pdf", sign_after_another_user)
    with pytest.raises(NotYet):
        signing.sign_document(reload(quick), by=people["prepared"])
    assert Signature.objects.count() == 1


def test_a_signature_cannot_be_changed(quick: Document, people: dict[str, User]):
    signature = signing.sign_document(reload(quick), by=people["prepared"])
    for row in (signature, signature.line):
        with pytest.raises(ImmutableError):
            row.save()
        with pytest.raises(ImmutableError):
            row.delete()
        with pytest.raises(IntegrityError), transaction.atomic():
            type(row).objects.filter(pk=row.pk).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.filter(pk=signature.pk).update(sha256="0" * 64)


# The page


def test_signing_requires_the_password_and_reports_the_result(quick: Document, people, client: Client):
    client.force_login(people["prepared"])
    page = client.get(quick.get_absolute_url()).content.decode()
    assert "gilirannya sekarang" in page and "Tanda tangani" in page
    address = reverse("reports:sign", args=[quick.pk])
    wrong = client.post(address, {"password": "bukan ini"})
    assert wrong.status_code == 422 and "Kata sandi tidak cocok." in wrong.content.decode()
    assert not Signature.objects.exists()
    page = client.post(address, {"password": SECRET}, follow=True).content.decode()
    assert (
        "Anda menandatangani" in page
        and "ditandatangani</span>" in page
        and "Tanda tangani</button>" not in page
    )
    again_ = client.post(address, {"password": SECRET}, follow=True).content.decode()
    assert "Anda sudah menandatangani dokumen ini." in again_


def test_a_full_disk_is_reported_and_leaves_no_signature(quick: Document, people, client: Client, full_disk):
    client.force_login(people["prepared"])
    kept = _files()
    full_disk(5)
    page = client.post(reverse("reports:sign", args=[quick.pk]), {"password": SECRET}, follow=True).text
    assert "Ruang penyimpanan server penuh, sehingga tanda tangan Anda tidak tersimpan." in page
    assert not Signature.objects.exists() and _files() == kept


def test_wrong_passwords_count_towards_the_sign_in_limit(quick: Document, people, client: Client):
    client.force_login(people["prepared"])
    address = reverse("reports:sign", args=[quick.pk])
    for _n in range(8):
        client.post(address, {"password": "bukan ini"})
    assert "Terlalu banyak percobaan" in client.post(address, {"password": SECRET}).content.decode()
    assert not Signature.objects.exists()


@pytest.mark.parametrize(("key", "status"), [("other", 403), ("vendor", 404)])
def test_the_sign_page_refuses_other_users(quick: Document, people, client: Client, key: str, status: int):
    client.force_login(people[key])
    assert client.post(reverse("reports:sign", args=[quick.pk]), {"password": SECRET}).status_code == status
    if status != 404:
        assert "Tanda tangani</button>" not in client.get(quick.get_absolute_url()).content.decode()


def test_the_latest_revision_is_served_and_each_revision_is_available(
    quick: Document, people, client: Client
):
    signing.sign_document(reload(quick), by=people["prepared"])
    client.force_login(people["other"])
    assert client.get(quick.file_url).content == b"%PDF-1.7 kriteriaTTD1"
    assert client.get(quick.file_url, {"revision": "0"}).content == b"%PDF-1.7 kriteria"
    assert client.get(quick.file_url, {"revision": "1"}).content == b"%PDF-1.7 kriteriaTTD1"
    for none in ("2", "-1", "x"):
        assert client.get(quick.file_url, {"revision": none}).status_code == 404


# The test certificate


def test_the_command_creates_a_certificate_that_can_sign(db, tmp_path: Path, settings):
    file = tmp_path / "neu" / "uji.p12"
    call_command("make_test_certificate", file, stdout=io.StringIO())
    password = file.with_suffix(".password")
    assert {path.stat().st_mode & 0o777 for path in (file, password)} == {0o600}
    settings.SIGNING_CERTIFICATE, settings.SIGNING_PASSWORD = file, password.read_text()
    assert client.can_sign()
    with pytest.raises(CommandError, match="never overwritten"):
        call_command("make_test_certificate", file)


def test_cycles_can_finish_when_documents_are_signed_electronically(quick: Document, story: Story):
    report = issue(DocumentKind.REPORT, story.cycle.pk, by=story.head)
    assert Cycle.objects.get(pk=story.cycle.pk).state == State.FINISHED and len(report.signature_block) == 3


@pytest.mark.parametrize("library", ["pyhanko", "openpyxl", "weasyprint", "icalendar"])
def test_web_workers_do_not_import_worker_libraries(library: str):
    """The libraries are large; see docs/decisions/0011 and 0012."""
    code = f"import django, sys; django.setup(); import config.urls; print('{library}' in sys.modules)"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert done.stdout.strip() == "False", done.stderr
