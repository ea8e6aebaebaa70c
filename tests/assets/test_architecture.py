"""Architecture documents: content type checks, versions and protected downloads."""

import hashlib
import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from assets.models import ArchitectureDocument, ArchitectureVersion
from tests.assets.factories import ArchitectureDocumentFactory

pytestmark = pytest.mark.django_db


def pdf():
    out = io.BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    document.save(out)
    return out.getvalue()


def picture(kind="PNG", size=(2400, 1800)):
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind)
    return out.getvalue()


def upload(content, name="arsitektur.pdf"):
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def create(client, content, name="arsitektur.pdf"):
    data = {"title": "Jaringan kampus", "description": "", "file": upload(content, name)}
    return client.post(reverse("assets:architecture_create"), data)


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (pdf(), "a.pdf", "application/pdf"),
        (picture(), "a.png", "image/png"),
        (picture("JPEG"), "a.jpg", "image/jpeg"),
        (picture(), "menyamar.pdf", "image/png"),
    ],
    ids=["pdf", "png", "jpeg", "png named pdf"],
)
def test_a_drawing_is_stored_unchanged_with_its_detected_content_type(
    signed_in, operator, content, name, kind
):
    response = create(signed_in(operator), content, name)
    version = ArchitectureVersion.objects.get()
    assert response.url == version.document.get_absolute_url()
    assert (version.number, version.content_type, version.size) == (1, kind, len(content))
    assert version.sha256 == hashlib.sha256(content).hexdigest()
    assert version.file.read() == content
    assert version.uploaded_by == operator


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
            "a.svg",
            "bukan jenis berkas yang diterima",
        ),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.png", "bukan jenis berkas yang diterima"),
        (b"MZ" + b"\0" * 300, "a.pdf", "bukan jenis berkas yang diterima"),
        (b"%PDF-1.7 rusak", "a.pdf", "rusak"),
        (picture("WEBP"), "a.webp", "bukan jenis berkas yang diterima"),
        (b"", "a.pdf", "kosong"),
    ],
    ids=["svg", "svg named png", "program", "broken pdf", "webp", "nothing"],
)
def test_another_file_type_is_rejected_with_a_reason(signed_in, operator, content, name, sentence):
    page = create(signed_in(operator), content, name).content.decode()
    assert sentence in page
    assert "Jaringan kampus" in page
    assert not ArchitectureDocument.objects.exists()


def test_a_file_over_the_limit_is_refused(signed_in, operator, settings):
    settings.MAX_UPLOAD_MB = 1
    page = create(signed_in(operator), pdf() + b"\0" * 1024 * 1024).content.decode()
    assert "terlalu besar: paling besar 1 MB" in page


def test_a_new_version_keeps_the_old_versions(signed_in, operator):
    client = signed_in(operator)
    create(client, pdf())
    document = ArchitectureDocument.objects.get()
    data = {"file": upload(picture(), "b.png"), "note": "UPS kedua"}
    client.post(reverse("assets:version_create", args=[document.pk]), data)
    assert list(document.versions.values_list("number", "note")) == [(2, "UPS kedua"), (1, "")]
    page = client.get(document.get_absolute_url()).content.decode()
    assert page.index("b.png") < page.index("arsitektur.pdf")


def test_a_file_is_a_download_without_content_sniffing(signed_in, manager):
    version = ArchitectureDocumentFactory().versions.get()
    response = signed_in(manager).get(reverse("assets:architecture_file", args=[version.pk]))
    assert response["Content-Disposition"] == 'attachment; filename="arsitektur.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/pdf"
    assert b"".join(response.streaming_content).startswith(b"%PDF")


def test_a_vendor_cannot_download_a_file(client, signed_in, vendor_user):
    address = reverse("assets:architecture_file", args=[ArchitectureDocumentFactory().versions.get().pk])
    assert client.get(address).status_code == 302
    assert signed_in(vendor_user).get(address).status_code == 404


def test_a_file_that_is_gone_is_not_found(signed_in, manager):
    version = ArchitectureDocumentFactory().versions.get()
    version.file.storage.delete(version.file.name)
    assert signed_in(manager).get(reverse("assets:architecture_file", args=[version.pk])).status_code == 404


def test_the_stored_file_name_cannot_be_guessed():
    version = ArchitectureDocumentFactory().versions.get()
    assert version.file.name.startswith("architecture/")
    assert version.original_name not in version.file.name


def test_only_the_section_uploads(signed_in, manager):
    assert create(signed_in(manager), pdf()).status_code == 403


def test_the_list_uses_a_fixed_number_of_queries(signed_in, operator, django_assert_max_num_queries):
    ArchitectureDocumentFactory.create_batch(20)
    client = signed_in(operator)
    with django_assert_max_num_queries(5):
        response = client.get(reverse("assets:architecture"))
    assert len(response.context["listing"].rows) == 20
