"""File storage: a file is stored completely or not at all, and a full disk gives an error message."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client, RequestFactory

from accounts.models import User
from core.files.storage import StorageFull
from core.http.errors import bad_request
from tests.assets.test_architecture import picture

Fill = Callable[[int], None]


def stored_files() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_a_write_to_a_full_disk_leaves_no_file(full_disk: Fill) -> None:
    full_disk(5)
    with pytest.raises(StorageFull, match="Ruang penyimpanan server penuh"):
        default_storage.save("reports/ab/berkas.pdf", ContentFile(b"%PDF-1.7"))
    assert not stored_files()
    assert default_storage.save("reports/ab/berkas.pdf", ContentFile(b"kecil")) == "reports/ab/berkas.pdf"
    assert [path.name for path in stored_files()] == ["berkas.pdf"]


def test_another_write_error_leaves_no_file_and_is_not_reported_as_a_full_disk() -> None:
    class Broken(ContentFile[bytes]):
        def read(self, *args: Any) -> bytes:
            raise OSError(errno.EIO, "the line to the disk is down")

    with pytest.raises(OSError, match="the line to the disk"):
        default_storage.save("reports/berkas.pdf", Broken(b"%PDF"))
    assert not stored_files()


def test_a_stored_upload_can_still_be_read() -> None:
    with TemporaryUploadedFile("a.pdf", "application/pdf", 8, None) as upload:
        upload.write(b"%PDF-1.7")
        names = [default_storage.save(name, upload) for name in ("held/1/a", "evidence/a.pdf")]
        upload.seek(0)
        assert upload.read() == b"%PDF-1.7"
    assert [default_storage.open(name).read() for name in names] == [b"%PDF-1.7"] * 2
    assert {path.stat().st_mode & 0o777 for path in stored_files()} == {0o640}


def test_deleting_a_file_deletes_its_partial_file() -> None:
    """A worker that is killed while it writes leaves a partial file; the next worker knows only the final name."""
    draft = Path(settings.MEDIA_ROOT, "renderings", "ab", "berkas.pdf.part")
    draft.parent.mkdir(parents=True)
    draft.write_bytes(b"%PD")
    default_storage.delete("renderings/ab/berkas.pdf")
    assert not stored_files()


# Receiving an upload


@pytest.fixture
def full_upload_disk(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Write every upload to the disk, and raise ENOSPC."""

    def full(handler: Any, *args: Any) -> None:
        raise OSError(errno.ENOSPC, "no room")

    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", full)


@pytest.mark.django_db
@pytest.mark.usefixtures("full_upload_disk")
def test_a_form_keeps_its_other_values_when_the_upload_disk_is_full(as_operator: Client) -> None:
    data = {"title": "Jaringan kampus", "file": SimpleUploadedFile("a.png", picture())}
    page = as_operator.post("/assets/architecture/new/", data)
    assert "Ruang penyimpanan server penuh" in page.text
    assert "Jaringan kampus" in page.text
    assert not stored_files()


@pytest.mark.django_db
@pytest.mark.usefixtures("full_upload_disk")
def test_without_a_form_a_full_upload_disk_gives_an_error_page(as_operator: Client) -> None:
    page = as_operator.post("/assets/import/", {"file": SimpleUploadedFile("a.csv", b"kode;nama\n")})
    assert page.status_code == 507
    assert "Ruang penyimpanan server penuh" in page.text


@pytest.mark.django_db
def test_other_files_of_an_upload_arrive_when_one_does_not_fit(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    original_init = TemporaryUploadedFile.__init__

    def fail_for_second_file(self: TemporaryUploadedFile, name: str, *args: Any) -> None:
        if name == "b.pdf":
            raise OSError(errno.ENOSPC, "no room")
        original_init(self, name, *args)

    monkeypatch.setattr(TemporaryUploadedFile, "__init__", fail_for_second_file)
    uploads = [SimpleUploadedFile(name, name.encode() * 1000) for name in ("a.pdf", "b.pdf", "c.pdf")]
    request = rf.post("/", {"note": "dua berkas", "file": uploads})
    first, second, third = request.FILES.getlist("file")
    assert request.POST["note"] == "dua berkas"
    assert [(each.name, each.size) for each in (first, second, third)] == [
        (name, 5000) for name in ("a.pdf", "b.pdf", "c.pdf")
    ]
    assert (first.read(5), third.read(5)) == (b"a.pdf", b"c.pdf")
    with pytest.raises(StorageFull):
        second.read()
    request.close()


# Models with files


@pytest.mark.django_db
def test_a_drawing_that_does_not_fit_leaves_no_document_and_no_file(
    as_operator: Client, full_disk: Fill
) -> None:
    full_disk(100)
    data = {"title": "Jaringan kampus", "file": SimpleUploadedFile("a.png", picture())}
    page = as_operator.post("/assets/architecture/new/", data)
    assert "Ruang penyimpanan server penuh" in page.text
    assert "Jaringan kampus" in page.text
    assert not stored_files()
    full_disk(1_000_000)
    data["file"] = SimpleUploadedFile("a.png", picture())
    document = as_operator.post("/assets/architecture/new/", data, follow=True).context["document"]
    full_disk(100)
    later = {"note": "Ditambah satu rak.", "file": SimpleUploadedFile("a.png", picture("JPEG"))}
    page = as_operator.post(f"/assets/architecture/{document.pk}/versions/new/", later)
    assert "Ruang penyimpanan server penuh" in page.text and "Ditambah satu rak." in page.text
    assert document.versions.count() == len(stored_files()) == 1


@pytest.mark.django_db
def test_a_script_receives_only_the_status_code(rf: RequestFactory, administrator: User) -> None:
    answer = bad_request(rf.post("/", headers={"accept": "application/json"}), StorageFull())
    assert (answer.status_code, answer.content) == (507, b"")
