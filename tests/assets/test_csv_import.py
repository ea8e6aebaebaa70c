"""CSV import: comparison with stored assets, and all-or-nothing saving."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assets.csv_import import compute_changes, guess_columns, missing_columns
from assets.models import Asset, Category, Dependency, DependencyKind, Location, Status
from assets.search import ASSET_SEARCH
from core.tables_io.csv_reader import UnreadableCsvError, read_csv
from tests.assets.factories import AssetFactory, CategoryFactory, LocationFactory

pytestmark = pytest.mark.django_db


def plan_of(text):
    table = read_csv(text.encode() if isinstance(text, str) else text)
    return compute_changes(table, guess_columns(table.header))


def bring_in(text):
    plan = plan_of(text)
    plan.apply()
    return plan


def test_the_columns_of_a_netbox_export_are_recognised(devices):
    plan = bring_in(devices)
    assert (len(plan.new), len(plan.changed), plan.unchanged) == (3, 0, 0)
    switch = Asset.objects.get(code="sw01")
    assert (switch.name, switch.category.name, switch.maker, switch.model) == (
        "sw01",
        "Access Switch",
        "Cisco",
        "C9200-48P",
    )
    assert (switch.serial_number, switch.owner_unit, switch.status) == (
        "FOC123",
        "Unit Jaringan",
        Status.ACTIVE,
    )
    assert switch.location.path == "Ganesha"
    server = Asset.objects.get(name="srv01")
    assert (server.code, server.status, server.location.path) == (
        "TAG-77",
        Status.REPAIR,
        "Jatinangor / Lantai 2",
    )


def test_a_rack_becomes_an_asset_that_holds_the_devices_of_one_place(devices):
    plan = bring_in(devices)
    rack = Asset.objects.get(code="Ganesha/Lemari")
    assert (rack.category.code, rack.location.path) == ("rack", "Ganesha")
    assert sorted(rack.contents.values_list("code", flat=True)) == ["rtr01", "sw01"]
    assert plan.new_racks == ["Ganesha/Lemari", "Jatinangor/Lantai 2/R1"]


def test_of_two_assets_with_one_name_the_rack_contains_the_device():
    bring_in("Kode,Nama,Kategori,Site,Rack\nr,R1,Rak,A,\ns,R1,Server,A,\nt,Alat,Server,A,R1\n")
    assert Asset.objects.get(code="t").within.code == "r"


def test_the_same_file_twice_changes_nothing(devices, connections):
    bring_in(devices)
    bring_in(connections)
    for text, lines in ((devices, 3), (connections, 2)):
        again = bring_in(text)
        assert not again.changes_anything
        assert again.unchanged == lines
    assert (Asset.objects.count(), Dependency.objects.count(), Location.objects.count()) == (5, 2, 3)


def test_connections_become_dependencies_on_the_network(devices, connections):
    bring_in(devices)
    bring_in(connections)
    rows = Dependency.objects.values_list("asset__name", "depends_on__name", "kind")
    assert sorted(rows) == [
        ("rtr01", "sw01", DependencyKind.NETWORK),
        ("sw01", "srv01", DependencyKind.NETWORK),
    ]


def test_a_change_shows_the_old_and_the_new_value(devices):
    bring_in(devices)
    plan = plan_of(devices.replace("C9200-48P", "C9300").replace("sw01,active", "sw01,offline"))
    (change,) = plan.changed
    assert change.line == 3
    assert {(str(d.field), d.before, d.after) for d in change.differences} == {
        ("Model", "C9200-48P", "C9300"),
        ("Status", "Aktif", "Cadangan"),
    }
    plan.apply()
    switch = Asset.objects.get(code="sw01")
    assert (switch.model, switch.status) == ("C9300", Status.STANDBY)
    assert ASSET_SEARCH.filter(Asset.objects.all(), "c9300").get() == switch
    assert not ASSET_SEARCH.filter(Asset.objects.all(), "c9200").exists()


def test_a_concurrent_change_of_another_field_is_preserved():
    bring_in("Kode,Kategori,Status,Catatan\na,UPS,aktif,lama\nb,UPS,aktif,lama\n")
    plan = plan_of("Kode,Status,Catatan\na,aktif,baru\nb,cadangan,lama\n")
    Asset.objects.filter(code="a").update(status=Status.REPAIR)
    plan.apply()
    assert list(Asset.objects.order_by("code").values_list("status", "notes")) == [
        (Status.REPAIR, "baru"),
        (Status.STANDBY, "lama"),
    ]


def test_an_empty_cell_erases_nothing():
    AssetFactory(code="A", name="A", maker="Dell", category=CategoryFactory(code="ups", name="UPS"))
    plan = plan_of("Kode,Kategori,Pabrikan\nA,UPS,\n")
    assert not plan.changes_anything
    assert plan.unchanged == 1


def test_a_device_that_gets_a_code_stays_the_same_asset(devices):
    bring_in(devices)
    old = Asset.objects.get(code="sw01")
    (change,) = bring_in(devices.replace("FOC123,,", "FOC123,TAG-5,")).changed
    assert [(d.before, d.after) for d in change.differences] == [("sw01", "TAG-5")]
    old.refresh_from_db()
    assert old.code == "TAG-5"
    assert Asset.objects.count() == 5


@pytest.mark.parametrize("lines", ["T1,UPS,UPS\n,UPS,UPS\n", ",UPS,UPS\nT1,UPS,UPS\n"])
def test_a_code_does_not_take_an_asset_that_another_line_names(lines):
    bring_in("Kode,Nama,Kategori\n,UPS,UPS\n")
    old = Asset.objects.get()
    bring_in("Kode,Nama,Kategori\n" + lines)
    assert sorted(Asset.objects.values_list("code", "name")) == [("T1", "UPS"), ("UPS", "UPS")]
    assert Asset.objects.get(code="UPS") == old


def test_a_line_may_name_a_container_of_a_later_line():
    bring_in("Kode,Kategori,Di dalam\nbilah,Server,sasis\nsasis,Sasis,rak\nrak,Rak,\n")
    assert Asset.objects.get(code="bilah").within.within.code == "rak"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Nama,Kategori,Status\nA,UPS,rusak\n", (2, "Status", "“rusak” tidak dikenal")),
        ("Nama,Kategori\nA,UPS\nA,UPS\n", (3, "Nama", "sudah dipakai di baris 2")),
        ("Kode,Nama,Kategori\n,,UPS\n", (2, "Nama", "Kode atau nama harus diisi")),
        ("Nama,Status\nA,aktif\n", (2, "", "Aset baru harus mempunyai kategori")),
        ("Nama,Kategori\nA,\n", (2, "Kategori", "Aset baru harus mempunyai kategori")),
        ("Nama,Kategori,Akhir garansi\nA,UPS,31/02/2026\n", (2, "Akhir garansi", "bukan tanggal")),
        ("Nama,Kategori,Akhir garansi\nA,UPS,0202-01-31\n", (2, "Akhir garansi", "Periksa tahunnya")),
        ("Nama,Kategori,Di dalam\nA,UPS,B\n", (2, "Di dalam", "Tidak ada aset dengan kode “B”")),
        ("Nama,Kategori,Di dalam\nA,UPS,B\nB,UPS,A\n", (2, "Di dalam", "di dalam dirinya sendiri")),
        (f"Kode,Kategori\n{'x' * 61},UPS\n", (2, "Kode", "Terlalu panjang")),
        (f"Nama,Kategori\nA,{'x' * 81}\n", (2, "Kategori", "terlalu panjang")),
        (f"Nama,Kategori,Letak\nA,UPS,{'x' * 121}\n", (2, "Letak", "terlalu panjang")),
        ('Nama,Kategori\n"A\nB",UPS\n', (2, "Nama", "tidak dapat dicetak")),
        ('Nama,Kategori\nA,"UP\nS"\n', (2, "Kategori", "tidak dapat dicetak")),
        ('Nama,Kategori,Letak\nA,UPS,"Kampus / Ruang\n1"\n', (2, "Letak", "tidak dapat dicetak")),
        ("Device A,Device B\nx,y\n", (2, "Device A", "Tidak ada aset dengan kode atau nama “x”")),
    ],
)
def test_a_mistake_is_named_by_line_and_column(text, problem):
    line, column, words = problem
    found = plan_of(text).problems
    assert (found[0].line, found[0].column) == (line, column)
    assert words in found[0].message


def test_nothing_is_saved_if_any_line_is_wrong():
    plan = plan_of("Nama,Kategori,Status,Letak\nA,UPS,aktif,Ganesha\nB,UPS,rusak,Ganesha\n")
    with pytest.raises(UnreadableCsvError, match="Baris 3, kolom Status"):
        plan.apply()
    assert not Asset.objects.exists()
    assert not Category.objects.exists()
    assert not Location.objects.exists()


def test_an_ambiguous_name_is_an_error():
    AssetFactory(code="A", name="sama")
    AssetFactory(code="B", name="sama")
    (problem,) = plan_of("Device A,Device B\nsama,A\n").problems
    assert "pakai kodenya" in problem.message


def test_nothing_depends_on_itself():
    AssetFactory(code="A")
    (problem,) = plan_of("Device A,Device B\nA,A\n").problems
    assert (problem.line, problem.column) == (2, "Device B")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "latin-1", "utf-16"])
def test_the_usual_encodings_and_semicolons_are_read(encoding):
    bring_in("Nama;Kategori;Catatan\nA;Générateur;café\n".encode(encoding))
    asset = Asset.objects.get()
    assert (asset.category.name, asset.notes) == ("Générateur", "café")


def test_words_of_either_language_and_known_places_are_recognised():
    LocationFactory(name="Ganesha")
    bring_in("Kode,Kategori,Kekritisan,Lokasi\nA,UPS,high,ganesha\nB,ups,Tinggi,GANESHA / Ruang 1\n")
    assert list(Asset.objects.values_list("criticality", flat=True)) == ["high", "high"]
    assert sorted(Location.objects.values_list("path", flat=True)) == ["Ganesha", "Ganesha / Ruang 1"]
    assert Category.objects.count() == 1


def test_the_csv_export_can_be_imported_again(signed_in, operator):
    AssetFactory.create_batch(3, within=AssetFactory(code="RAK"), warranty_end="2030-01-31", notes="-")
    response = signed_in(operator).get("/assets/?format=csv")
    plan = plan_of(b"".join(response.streaming_content))
    assert plan.problems == []
    assert plan.unchanged == 4


def big(status="aktif"):
    lines = (
        f"P{n:05},Perangkat {n},Server,{status},Kampus / Gedung {n % 40},R{n % 5}" for n in range(10_000)
    )
    return "Kode,Nama,Kategori,Status,Letak,Rak\n" + "\n".join(lines) + "\n"


def test_the_number_of_statements_depends_on_batches_not_on_lines():
    with CaptureQueriesContext(connection) as queries:
        bring_in(big())
    assert Asset.objects.count() == 10_040
    assert len(queries) < 200
    with CaptureQueriesContext(connection) as queries:
        plan = bring_in(big("cadangan"))
    assert len(plan.changed) == 10_000
    assert Asset.objects.filter(status=Status.STANDBY).count() == 10_000
    assert len(queries) < 200


def test_required_columns_must_be_mapped():
    assert missing_columns({"status": "Status"})
    assert missing_columns({"asset": "A"})
    assert missing_columns({"asset": "A", "depends_on": "B", "name": "C"})
    assert not missing_columns({"name": "Nama"})


def test_equal_changes_have_equal_fingerprints(devices):
    assert plan_of(devices).fingerprint == plan_of(devices).fingerprint
    assert plan_of(devices).fingerprint != plan_of(devices.replace("sw01", "sw02")).fingerprint
