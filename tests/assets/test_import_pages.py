"""Import pages: upload, column mapping, preview and confirmation."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from assets.csv_import import ChangeSet
from assets.models import Asset, Dependency, ImportDraft
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(signed_in, operator):
    return signed_in(operator)


def upload(client, content, name="perangkat.csv"):
    data = content if isinstance(content, bytes) else content.encode()
    return client.post(reverse("assets:import"), {"file": SimpleUploadedFile(name, data)})


def steps(client, content):
    """Uploads, accepts the guessed columns, and returns the preview."""
    columns = upload(client, content).url
    page = client.get(columns)
    answers = {row.field.html_name: row.field.value() for row in page.context["form"].rows()}
    return client.get(client.post(columns, answers).url)


def confirm(client, preview):
    draft = preview.context["draft"]
    fingerprint = preview.context["changes"].fingerprint
    return client.post(reverse("assets:import_confirm", args=[draft.pk]), {"fingerprint": fingerprint})


def test_a_netbox_export_is_imported_in_three_steps(client, devices, connections):
    preview = steps(client, devices)
    assert not Asset.objects.exists()
    assert "Ganesha/Lemari" in preview.content.decode()
    response = confirm(client, preview)
    assert response.url == reverse("assets:list")
    assert "3 baru, 0 berubah, 0 tetap" in client.get(response.url).content.decode()
    assert Asset.objects.count() == 5
    assert confirm(client, steps(client, connections)).url == reverse("assets:map")
    assert Dependency.objects.count() == 2
    assert not ImportDraft.objects.exists()


def test_the_same_file_again_offers_nothing_to_confirm(client, devices):
    confirm(client, steps(client, devices))
    page = steps(client, devices).content.decode()
    assert "Daftar aset sudah sama dengan berkas ini" in page
    assert "Impor sekarang" not in page


def test_the_column_mapping_is_remembered(client):
    columns = upload(client, "Barang,Golongan\nUPS besar,UPS\n").url
    assert "Pilih kolom untuk" in client.post(columns, {}).content.decode()
    preview = client.get(client.post(columns, {"column_0": "name", "column_1": "category"}).url)
    assert len(preview.context["changes"].new) == 1
    assert '<option value="category" selected>' in client.get(columns).content.decode()
    confirm(client, preview)
    assert Asset.objects.get().category.name == "UPS"


def test_two_columns_cannot_map_to_one_field(client):
    columns = upload(client, "A,B\nx,y\n").url
    page = client.post(columns, {"column_0": "name", "column_1": "name"}).content.decode()
    assert "Sudah dipilih untuk kolom “A”." in page


def test_mistakes_are_listed_and_cannot_be_confirmed(client, devices):
    preview = steps(client, devices.replace("sw01,active", "sw01,entah"))
    page = preview.content.decode()
    assert "“entah” tidak dikenal" in page
    assert "Impor sekarang" not in page
    confirm(client, preview)
    assert not Asset.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "kosong"),
        ("Nama,Kategori\nA\n", "ada 1 kolom, seharusnya 2"),
        (b"\x00\x01\x02\x03", ""),
        ("Nama,Nama\nA,B\n", "dipakai dua kali"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_at_once(client, content, sentence):
    response = upload(client, content)
    assert response.status_code == 400
    assert sentence in response.content.decode()
    assert not ImportDraft.objects.exists()


def test_changes_that_differ_from_the_preview_are_shown_again(client, devices):
    preview = steps(client, devices)
    confirm(client, steps(client, devices))
    response = confirm(client, preview)
    assert "Daftar aset berubah sejak pratinjau dibuat" in response.content.decode()
    assert Asset.objects.count() == 5


def test_the_second_of_two_simultaneous_confirmations_shows_the_preview_again(client, devices, monkeypatch):
    preview, first = steps(client, devices), steps(client, devices)
    apply = ChangeSet.apply

    def at_once(plan):
        monkeypatch.setattr(ChangeSet, "apply", apply)
        confirm(client, first)
        apply(plan)

    monkeypatch.setattr(ChangeSet, "apply", at_once)
    page = confirm(client, preview).content.decode()
    assert "Daftar aset sudah sama dengan berkas ini" in page
    assert Asset.objects.count() == 5


def test_a_confirmation_needs_post(client, devices):
    draft = steps(client, devices).context["draft"]
    assert client.get(reverse("assets:import_confirm", args=[draft.pk])).status_code == 405


def test_a_draft_is_visible_to_its_owner_only(client, signed_in, devices):
    address = upload(client, devices).url
    assert signed_in(UserFactory(role=Role.HEAD)).get(address).status_code == 404


def test_a_draft_expires_after_a_day(client, devices):
    address = upload(client, devices).url
    ImportDraft.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert client.get(address).status_code == 404
    upload(client, devices)
    assert ImportDraft.objects.count() == 1


def test_a_large_preview_shows_the_first_lines_and_counts_the_rest(client):
    lines = "".join(f"P{n},UPS\n" for n in range(300))
    page = steps(client, f"Nama,Kategori\n{lines}").content.decode()
    assert "dan 250 lagi" in page
