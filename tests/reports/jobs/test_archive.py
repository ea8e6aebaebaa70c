"""ZIP archives of selected or filtered documents, with a manifest."""

import csv
import hashlib
import io
import zipfile
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from accounts.models import Role
from reports.issuing.services import issue
from reports.jobs import archive, run_next_job
from reports.models import Document, DocumentKind, Job
from tests.accounts.factories import UserFactory
from tests.reports.factories import Story

URL = "/reports/bundle/"


@pytest.fixture
def documents(story: Story, quick_pdf: None) -> list[Document]:
    kinds = (DocumentKind.PLAN, DocumentKind.CRITERIA, DocumentKind.REPORT)
    return [issue(kind, story.cycle.pk, by=story.head) for kind in kinds]


def page(response: Any) -> str:
    return " ".join(response.content.decode().split())


def archive_of(client: Any, job: Job) -> zipfile.ZipFile:
    response = client.get(job.file_url)
    assert response["Content-Type"] == "application/zip"
    assert response["Cache-Control"] == "private, no-store"
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def manifest(archive: zipfile.ZipFile) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(archive.read("daftar-isi.csv").decode("utf-8-sig"))))


def test_the_archive_contains_the_selected_documents_and_a_manifest(
    documents: list[Document], signed_in, manager
):
    client = signed_in(manager)
    chosen = documents[:2]
    response = client.post(URL, {"ticked": "", "document": [each.pk for each in chosen]})
    job = Job.objects.get()
    assert response.url == job.get_absolute_url()
    run_next_job()
    job.refresh_from_db()
    assert job.filename == "dokumen-2026-07-01-2-berkas.zip"
    assert job.filename in page(client.get(job.get_absolute_url()))
    archive = archive_of(client, job)
    listed = manifest(archive)
    assert {each["Nomor"] for each in listed} == {each.number for each in chosen}
    for each in listed:
        content = archive.read(each["Berkas"])
        assert hashlib.sha256(content).hexdigest() == each["SHA-256"]
        assert Document.objects.get(number=each["Nomor"]).sha256 == each["SHA-256"]
    assert set(archive.namelist()) == {"daftar-isi.csv", *(each.filename for each in chosen)}


def test_the_archive_can_contain_all_filtered_documents(documents: list[Document], signed_in, manager):
    client = signed_in(manager)
    client.post(f"{URL}?kind=laporan-manajemen", {"all": ""})
    run_next_job()
    archive = archive_of(client, Job.objects.get())
    assert [each["Nomor"] for each in manifest(archive)] == [documents[2].number]


def test_the_manifest_marks_replaced_editions(documents: list[Document], story: Story, signed_in, manager):
    issue(DocumentKind.PLAN, story.cycle.pk, by=story.head, correction="Keliru.")
    client = signed_in(manager)
    client.post(f"{URL}?kind=rencana-pemeliharaan", {"all": ""})
    run_next_job()
    listed = manifest(archive_of(client, Job.objects.get()))
    assert [(each["Edisi"], each["Berlaku"]) for each in listed] == [("1", "Tidak"), ("2", "Ya")]
    assert len({each["Berkas"] for each in listed}) == 2


def test_the_same_selection_reuses_the_archive(documents: list[Document], signed_in, manager):
    client = signed_in(manager)
    for _time in range(2):
        client.post(URL, {"all": ""})
        run_next_job()
    client.post(URL, {"document": [documents[0].pk]})
    assert Job.objects.count() == 2


def test_an_empty_or_too_large_selection_is_refused_with_a_message(
    documents: list[Document], signed_in, manager, monkeypatch
):
    client = signed_in(manager)
    assert "Belum ada dokumen yang dipilih" in page(client.post(URL, follow=True))
    monkeypatch.setattr(archive, "MAX_MB", 0)
    assert "paling banyak 0 MB" in page(client.post(URL, {"all": ""}, follow=True))
    monkeypatch.setattr(archive, "MAX_DOCUMENTS", 2)
    response = client.post(f"{URL}?q=OPS", {"all": ""})
    assert response.url == f"{reverse('reports:list')}?q=OPS"  # the filters are kept in the URL
    assert "paling banyak 2 dokumen" in page(client.get(response.url))
    assert not Job.objects.exists()


def test_a_file_altered_in_the_storage_is_not_archived(documents: list[Document], signed_in, manager):
    default_storage.delete(documents[0].file)
    default_storage.save(documents[0].file, ContentFile(b"%PDF-1.7 palsu"))
    client = signed_in(manager)
    client.post(URL, {"all": ""})
    run_next_job()
    job = Job.objects.get()
    assert f"Berkas {documents[0].number} di penyimpanan tidak sama" in job.error_message
    assert "Coba lagi" in page(client.get(job.get_absolute_url()))


def test_equal_file_names_are_made_unique(documents: list[Document], monkeypatch):
    monkeypatch.setattr(Document, "filename", "sama.pdf")
    with archive.build_archive(documents) as file:
        names = zipfile.ZipFile(file).namelist()
    assert len(set(names)) == 4


def test_the_same_documents_produce_the_same_archive(documents: list[Document]):
    contents = []
    for _time in range(2):
        with archive.build_archive(documents) as file:
            contents.append(file.read())
    assert contents[0] == contents[1]


@pytest.mark.parametrize("role", [Role.VENDOR])
def test_vendors_cannot_download_archives(documents: list[Document], signed_in, role: Role):
    response = signed_in(UserFactory(role=role)).post(URL, {"all": ""})
    assert response.status_code == 403
    assert not Job.objects.exists()


def test_the_list_shows_checkboxes_years_and_both_archive_buttons(
    documents: list[Document], story: Story, signed_in, manager
):
    text = page(signed_in(manager).get("/reports/"))
    assert text.count('type="checkbox" name="document"') == 3
    assert "Unduh 3 dokumen yang cocok (ZIP)" in text
    assert reverse("reports:document", args=["laporan-tahunan", 2026]) in text
