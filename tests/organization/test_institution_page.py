"""The institution settings page: letterhead, logo and signatories; issued documents keep the values of their issue."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from accounts.models import Role, User
from organization.models import Institution
from reports.issuing.services import issue
from reports.models import DocumentKind
from reports.types.registry import DOCUMENT_TYPES, DocumentType
from tests.accounts.factories import UserFactory
from tests.reports.factories import InstitutionFactory, Story

INSTITUTION = "/settings/institution/"
DATA = {
    "name": "Institut Contoh",
    "directorate": "Direktorat Contoh",
    "unit": "Seksi Contoh",
    "address": "Jalan Contoh 1",
    "city": "Bandung",
    "on_plan_target": "90",
    "prepared_name": "Budi Kepala",
    "prepared_position": "Kepala Seksi",
    "prepared_nip": "19800101 200501 1 001",
}


def picture(colour: str, kind: str = "PNG", edge: int = 300) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGBA" if kind == "PNG" else "RGB", (edge, edge // 2), colour).save(out, kind)
    return SimpleUploadedFile(f"logo.{kind.lower()}", out.getvalue(), f"image/{kind.lower()}")


@pytest.fixture
def admin(administrator: User, client: Client) -> Client:
    client.force_login(administrator)
    return client


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def with_logo(admin: Client, colour: str) -> str:
    assert admin.post(INSTITUTION, {**DATA, "logo_file": picture(colour)}).status_code == 302
    return Institution.current().logo


@pytest.mark.parametrize(
    "address", ["/settings/", INSTITUTION, "/settings/numbers/", "/settings/institution/logo/"]
)
@pytest.mark.parametrize("role", [Role.OPERATOR, Role.HEAD, Role.MANAGER, Role.VENDOR])
def test_only_administrators_can_open_settings(db, client: Client, role: Role, address: str):
    client.force_login(UserFactory(role=role))
    assert client.get(address).status_code == 403


def test_entered_values_are_shown_and_printed(admin: Client, story: Story, quick_pdf):
    account = UserFactory(role=Role.HEAD, nip="198001012005011001")
    page = words(admin.post(INSTITUTION, DATA, follow=True))
    assert "Institut Contoh" in page and account.email in page  # the NIP is compared without its spaces
    document = issue(DocumentKind.CRITERIA, story.cycle.pk, by=story.head)
    assert document.snapshot["heading"]["letterhead"]["unit"] == "Seksi Contoh"
    admin.post(INSTITUTION, {**DATA, "unit": "Seksi Lain"})
    document.refresh_from_db()
    assert document.snapshot["heading"]["letterhead"]["unit"] == "Seksi Contoh"


def test_invalid_values_are_rejected_and_nothing_is_saved(admin: Client):
    InstitutionFactory(name="Lama")
    response = admin.post(INSTITUTION, {**DATA, "name": "", "on_plan_target": "120"})
    assert response.status_code == 422
    assert Institution.current().name == "Lama"


# The logo


def test_a_logo_is_reencoded_and_stored_by_its_hash(admin: Client):
    first = with_logo(admin, "teal")
    assert first.startswith("letterhead/") and default_storage.exists(first)
    assert with_logo(admin, "teal") == first
    shown = admin.get("/settings/institution/logo/")
    assert shown["Content-Type"] == "image/png"
    with default_storage.open(first) as file:
        assert b"".join(shown.streaming_content) == file.read()
    admin.post(INSTITUTION, {**DATA, "without_logo": "on"})
    assert Institution.current().logo == "" and default_storage.exists(first)
    assert admin.get("/settings/institution/logo/").status_code == 404


def test_a_full_disk_is_reported_beside_the_logo_field(admin: Client, full_disk):
    first = with_logo(admin, "teal")
    full_disk(20)
    response = admin.post(INSTITUTION, {**DATA, "unit": "Seksi Lain", "logo_file": picture("red")})
    assert response.status_code == 422
    assert "Ruang penyimpanan server penuh" in words(response) and "Seksi Lain" in words(response)
    assert Institution.current().logo == first
    assert len(default_storage.listdir("letterhead")[1]) == 1


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (SimpleUploadedFile("logo.png", b"\x89PNG bukan gambar"), "logo.png"),
        (SimpleUploadedFile("logo.svg", b"<svg onload='x'/>", "image/svg+xml"), "bukan jenis berkas"),
        (SimpleUploadedFile("logo.png", b"\x89PNG" + b"0" * 2_200_000), "paling besar 2 MB"),
        (picture("red", edge=60), "terlalu kecil"),
    ],
    ids=["broken", "svg", "heavy", "small"],
)
def test_an_unsuitable_logo_file_is_rejected_with_a_message(admin: Client, file, said: str):
    file.seek(0)
    response = admin.post(INSTITUTION, {**DATA, "logo_file": file})
    assert response.status_code == 422 and said in words(response)
    assert not Institution.objects.filter(pk=1).exclude(logo="").exists()


def test_an_old_document_renders_identically_after_a_logo_change(admin: Client, story: Story):
    with_logo(admin, "teal")
    document = issue(DocumentKind.CRITERIA, story.cycle.pk, by=story.head)
    with_logo(admin, "red")
    document_type = DOCUMENT_TYPES[document.document_kind]
    assert document_type.render_pdf(document_type.load(document.snapshot)) == document.read()
    with pikepdf.open(io.BytesIO(document.read())) as pdf:
        assert "Logo Institut Contoh" in str(
            [str(each.get("/Alt", "")) for each in pdf.objects if _is_struct(each)]
        )


def _is_struct(each: Any) -> bool:
    return isinstance(each, pikepdf.Dictionary) and "/Alt" in each


def test_a_missing_logo_file_is_omitted(admin: Client, story: Story, tmp_path: Path):
    name = with_logo(admin, "teal")
    default_storage.delete(name)
    document_type: DocumentType = DOCUMENT_TYPES[DocumentKind.CRITERIA]
    assert "<img" not in document_type.render_html(document_type.collect(story.cycle.pk, story.head))
