"""`manage.py import_assets`: exit status, standard output and error output."""

import pytest
from django.core.management import CommandError, call_command

from assets.models import Asset

pytestmark = pytest.mark.django_db


def run(path, *options):
    call_command("import_assets", str(path), *options)


def test_it_imports_and_counts_on_standard_output(csv_file, devices, capsys):
    run(csv_file(devices))
    assert (
        capsys.readouterr().out
        == "new 3, changed 0, unchanged 0; also new: places 3, categories 4, racks 2\n"
    )
    assert Asset.objects.count() == 5


def test_a_dry_run_saves_nothing(csv_file, devices, capsys):
    run(csv_file(devices), "--dry-run")
    assert "new 3" in capsys.readouterr().out
    assert not Asset.objects.exists()


def test_mistakes_come_with_their_line_numbers_and_status_one(csv_file, devices):
    with pytest.raises(CommandError, match="Baris 3, kolom Status: “entah” tidak dikenal") as refusal:
        run(csv_file(devices.replace("sw01,active", "sw01,entah")))
    assert refusal.value.returncode == 1
    assert not Asset.objects.exists()


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_a_dry_run_fails_where_the_import_would(csv_file, options):
    with pytest.raises(CommandError, match="Baris 2"):
        run(csv_file("Nama,Kategori\nA\n"), *options)


def test_unknown_headers_can_be_mapped(csv_file):
    path = csv_file("Barang,Golongan\nUPS besar,UPS\n")
    with pytest.raises(CommandError, match="Pilih kolom"):
        run(path)
    with pytest.raises(CommandError, match="no such field or no such column"):
        run(path, "--column", "name=Tiada")
    run(path, "--column", "name=Barang", "--column", "category=Golongan")
    assert Asset.objects.get().name == "UPS besar"


def test_a_missing_file_is_reported_in_one_line(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        run(tmp_path / "tiada.csv")
