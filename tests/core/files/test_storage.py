"""A file is kept whole or not at all; when the disk is full, people read why in a sentence and lose nothing."""

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


def files() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_a_file_that_finds_no_room_leaves_nothing(full_disk: Fill) -> None:
    full_disk(5)
    with pytest.raises(StorageFull, match="Ruang penyimpanan server penuh"):
        default_storage.save("reports/ab/berkas.pdf", ContentFile(b"%PDF-1.7"))
    assert not files()
    assert default_storage.save("reports/ab/berkas.pdf", ContentFile(b"kecil")) == "reports/ab/berkas.pdf"
    assert [path.name for path in files()] == ["berkas.pdf"]


def test_a_write_that_fails_otherwise_leaves_nothing_and_is_no_matter_of_room() -> None:
    class Broken(ContentFile[bytes]):
        def read(self, *args: Any) -> bytes:
            raise OSError(errno.EIO, "the line to the disk is down")

    with pytest.raises(OSError, match="the line to the disk"):
        default_storage.save("reports/berkas.pdf", Broken(b"%PDF"))
    assert not files()


def test_an_upload_is_still_there_when_it_has_been_kept() -> None:
    with TemporaryUploadedFile("a.pdf", "application/pdf", 8, None) as upload:
        upload.write(b"%PDF-1.7")
        names = [default_storage.save(name, upload) for name in ("held/1/a", "evidence/a.pdf")]
        upload.seek(0)
        assert upload.read() == b"%PDF-1.7"
    assert [default_storage.open(name).read() for name in names] == [b"%PDF-1.7"] * 2
    assert {path.stat().st_mode & 0o777 for path in files()} == {0o640}


def test_whoever_takes_a_file_away_takes_the_draft_of_it_too() -> None:
    """A worker that is killed while it writes leaves one; its successor knows the name alone."""
    draft = Path(settings.MEDIA_ROOT, "renderings", "ab", "berkas.pdf.part")
    draft.parent.mkdir(parents=True)
    draft.write_bytes(b"%PD")
    default_storage.delete("renderings/ab/berkas.pdf")
    assert not files()


# On the way in


@pytest.fixture
def no_room_on_the_way_in(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Every file goes to the disk, and finds it full."""

    def full(handler: Any, *args: Any) -> None:
        raise OSError(errno.ENOSPC, "no room")

    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", full)


@pytest.mark.django_db
@pytest.mark.usefixtures("no_room_on_the_way_in")
def test_a_form_arrives_though_its_file_found_no_room(as_operator: Client) -> None:
    data = {"title": "Jaringan kampus", "file": SimpleUploadedFile("a.png", picture())}
    page = as_operator.post("/assets/architecture/new/", data)
    assert "Ruang penyimpanan server penuh" in page.text
    assert "Jaringan kampus" in page.text
    assert not files()


@pytest.mark.django_db
@pytest.mark.usefixtures("no_room_on_the_way_in")
def test_where_no_form_says_it_there_is_a_page(as_operator: Client) -> None:
    page = as_operator.post("/assets/import/", {"file": SimpleUploadedFile("a.csv", b"kode;nama\n")})
    assert page.status_code == 507
    assert "Ruang penyimpanan server penuh" in page.text


@pytest.mark.django_db
def test_the_file_before_the_one_without_room_arrives(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    made = TemporaryUploadedFile.__init__

    def only_one(self: TemporaryUploadedFile, name: str, *args: Any) -> None:
        if name == "b.pdf":
            raise OSError(errno.ENOSPC, "no room")
        made(self, name, *args)

    monkeypatch.setattr(TemporaryUploadedFile, "__init__", only_one)
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


# What keeps files


@pytest.mark.django_db
def test_a_drawing_that_finds_no_room_leaves_neither_document_nor_file(
    as_operator: Client, full_disk: Fill
) -> None:
    full_disk(100)
    data = {"title": "Jaringan kampus", "file": SimpleUploadedFile("a.png", picture())}
    page = as_operator.post("/assets/architecture/new/", data)
    assert "Ruang penyimpanan server penuh" in page.text
    assert "Jaringan kampus" in page.text
    assert not files()
    full_disk(1_000_000)
    data["file"] = SimpleUploadedFile("a.png", picture())
    document = as_operator.post("/assets/architecture/new/", data, follow=True).context["document"]
    full_disk(100)
    later = {"note": "Ditambah satu rak.", "file": SimpleUploadedFile("a.png", picture("JPEG"))}
    page = as_operator.post(f"/assets/architecture/{document.pk}/versions/new/", later)
    assert "Ruang penyimpanan server penuh" in page.text and "Ditambah satu rak." in page.text
    assert document.versions.count() == len(files()) == 1


@pytest.mark.django_db
def test_scripts_hear_the_number_alone(rf: RequestFactory, administrator: User) -> None:
    answer = bad_request(rf.post("/", headers={"accept": "application/json"}), StorageFull())
    assert (answer.status_code, answer.content) == (507, b"")
