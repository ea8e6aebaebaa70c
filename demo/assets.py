"""Infrastructure of the demo campus: locations, about sixty assets and their dependencies."""
# ruff: noqa: E501 - one group a line reads as the table that it is

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from assets.models import Asset, Category, Criticality, Dependency, Location, Status
from assets.models.dependency import DependencyKind
from demo.calendar import Days

CAMPUS = "Kampus Cendana"
# Path below the campus; parents stand before what lies in them.
PLACES = (
    "Gedung Pusat Data",
    "Gedung Pusat Data / Lantai 1",
    "Gedung Pusat Data / Lantai 1 / Ruang Genset",
    "Gedung Pusat Data / Lantai 1 / Ruang Panel",
    "Gedung Pusat Data / Lantai 2",
    "Gedung Pusat Data / Lantai 2 / Ruang Server A",
    "Gedung Pusat Data / Lantai 2 / Ruang Server B",
    "Gedung Pusat Data / Lantai 2 / Ruang UPS",
    "Gedung Rektorat",
    "Gedung Rektorat / Lantai 1",
    "Gedung Rektorat / Lantai 1 / Ruang Telekomunikasi",
    "Gedung Kuliah Bersama",
    "Gedung Kuliah Bersama / Lantai 1",
    "Gedung Kuliah Bersama / Lantai 1 / Ruang Telekomunikasi",
    "Gedung Kuliah Bersama / Lantai 3",
    "Gedung Kuliah Bersama / Lantai 3 / Lemari Jaringan",
    "Perpustakaan",
    "Perpustakaan / Lantai 1",
    "Perpustakaan / Lantai 1 / Lemari Jaringan",
)
GENERATORS, PANELS = PLACES[2], PLACES[3]
ROOM_A, ROOM_B, UPS_ROOM = PLACES[5], PLACES[6], PLACES[7]
RECTORATE, LECTURES, LECTURES_3, LIBRARY = PLACES[10], PLACES[13], PLACES[15], PLACES[18]

# Categories that the criteria library does not create.
OWN_CATEGORIES = (("rack", "Rak"), ("power-panel", "Panel Daya"))


@dataclass(frozen=True)
class AssetGroup:
    """Similar assets, distributed over `places` and `within` in turn. `warranty` is in months from today."""

    prefix: str
    name: str
    category: str
    maker: str
    model: str
    count: int
    places: tuple[str, ...]
    within: tuple[str, ...] = ()
    criticality: str = Criticality.MEDIUM
    warranty: int | None = 18
    numbered: bool = True


RACKS_A, RACKS_B = ("RAK-01", "RAK-02", "RAK-03"), ("RAK-04", "RAK-05")
HIGH, LOW = Criticality.HIGH, Criticality.LOW

ASSET_GROUPS = (
    AssetGroup("GEN", "Genset 500 kVA", "generator", "Cummins", "C500 D5", 2, (GENERATORS,), (), HIGH, 7),
    AssetGroup("ATS", "Panel pemindah daya", "power-panel", "Socomec", "ATyS p 800 A", 1, (PANELS,), (), HIGH, 30),
    AssetGroup("PNL", "Panel distribusi utama", "power-panel", "Schneider", "Prisma P", 2, (PANELS,), (), HIGH, None),
    AssetGroup("UPS", "UPS 80 kVA", "ups", "Vertiv", "Liebert EXM 80", 4, (UPS_ROOM,), (), HIGH, 2),
    AssetGroup("UPL", "UPS gedung 6 kVA", "ups", "APC", "Smart-UPS SRT 6000", 3, (RECTORATE, LECTURES, LIBRARY)),
    AssetGroup("PAC", "AC presisi", "precision-ac", "Stulz", "CyberAir 3", 6, (ROOM_A, ROOM_A, ROOM_B), (), HIGH, -4),
    AssetGroup("RAK", "Rak 42U", "rack", "Rittal", "TS IT 42U", 5, (ROOM_A, ROOM_A, ROOM_A, ROOM_B, ROOM_B), (), LOW),
    AssetGroup("SWI", "Sakelar inti", "network", "Cisco", "Nexus 9336C", 2, (ROOM_A, ROOM_B), ("RAK-01", "RAK-04"), HIGH),
    AssetGroup("RTR", "Perute tepi", "network", "Juniper", "MX204", 2, (ROOM_A, ROOM_B), ("RAK-01", "RAK-04"), HIGH, 26),
    AssetGroup("TAP", "Tembok api", "network", "Fortinet", "FortiGate 1800F", 2, (ROOM_A, ROOM_B), ("RAK-01", "RAK-04"), HIGH),
    AssetGroup("SWA", "Sakelar akses", "network", "Aruba", "CX 6300M", 8, (RECTORATE, LECTURES, LECTURES_3, LIBRARY), (), LOW, 40),
    AssetGroup("SRV", "Server virtualisasi", "server", "Dell", "PowerEdge R760", 8, (ROOM_A,), RACKS_A, HIGH, 21),
    AssetGroup("SRB", "Server cadangan data", "server", "HPE", "ProLiant DL380 Gen11", 3, (ROOM_B,), RACKS_B, HIGH, 33),
    AssetGroup("SRI", "Server riset", "server", "Supermicro", "SYS-421GE", 2, (ROOM_B,), ("RAK-05",), Criticality.MEDIUM, -9),
    AssetGroup("PNY", "Penyimpanan data", "storage", "NetApp", "AFF A250", 3, (ROOM_A, ROOM_B), ("RAK-03", "RAK-05"), HIGH, 11),
    AssetGroup("PKA", "Panel deteksi kebakaran", "fire-protection", "Notifier", "NFS2-3030", 2, (ROOM_A, ROOM_B), (), HIGH),
    AssetGroup("GAS", "Tabung gas pemadam", "fire-protection", "Kidde", "FM-200 106 L", 3, (ROOM_A, ROOM_B, UPS_ROOM), (), HIGH, 1),
    AssetGroup("APR", "Alat pemadam ringan", "fire-protection", "Yamato", "YPC-6", 3, (GENERATORS, UPS_ROOM, ROOM_A), (), LOW, None),
)  # fmt: skip


def make_register(days: Days) -> None:
    _make_places()
    for code, name in OWN_CATEGORIES:
        Category.objects.get_or_create(code=code, defaults={"name": name})
    _make_assets(days)
    _make_dependencies()


def _make_places() -> None:
    places = {"": Location.objects.create(name=CAMPUS)}
    for path in PLACES:
        parent, _slash, name = path.rpartition(" / ")
        place = Location(name=name, parent=places[parent])
        place.full_clean()
        place.save()
        places[path] = place


def _make_assets(days: Days) -> None:
    categories = {category.code: category for category in Category.objects.all()}
    places = {place.path.removeprefix(f"{CAMPUS} / "): place for place in Location.objects.all()}
    assets: dict[str, Asset] = {}
    for group in ASSET_GROUPS:
        for number in range(1, group.count + 1):
            code, index = f"{group.prefix}-{number:02}", number - 1
            rng = random.Random(code)
            asset = Asset(
                code=code,
                name=f"{group.name} {number}" if group.count > 1 else group.name,
                category=categories[group.category],
                location=places[group.places[index % len(group.places)]],
                within=assets[group.within[index % len(group.within)]] if group.within else None,
                maker=group.maker,
                model=group.model,
                serial_number=f"{group.maker[:2].upper()}{rng.randrange(10**9, 10**10)}",
                criticality=group.criticality,
                warranty_end=_warranty(group, days, rng),
                owner_unit="Direktorat Sistem dan Teknologi Informasi",
            )
            asset.full_clean()
            asset.save()
            assets[code] = asset
    Asset.objects.filter(code="SRI-02").update(status=Status.REPAIR, notes="Menunggu papan induk pengganti.")
    Asset.objects.filter(code="UPS-04").update(status=Status.STANDBY)


def _warranty(group: AssetGroup, days: Days, rng: random.Random) -> date | None:
    if group.warranty is None:
        return None
    return days.month(group.warranty) + timedelta(days=rng.randrange(28))


def _make_dependencies() -> None:
    """Mains and generators feed the UPS, the UPS feeds rack equipment; cooling and core network are added."""
    assets = {asset.code: asset for asset in Asset.objects.all()}
    edges: list[tuple[str, str, DependencyKind]] = []

    def link(code: str, kind: DependencyKind, *others: str) -> None:
        edges.extend((code, other, kind) for other in others)

    link("ATS-01", DependencyKind.POWER, "GEN-01", "GEN-02")
    link("PNL-01", DependencyKind.POWER, "ATS-01")
    link("PNL-02", DependencyKind.POWER, "ATS-01")
    for number in range(1, 5):
        link(f"UPS-{number:02}", DependencyKind.POWER, f"PNL-{1 + number % 2:02}")
    for number in range(1, 7):
        link(f"PAC-{number:02}", DependencyKind.POWER, f"PNL-{1 + number % 2:02}")
    for code, asset in assets.items():
        if asset.within_id is None:
            continue
        in_a = asset.location == assets["RAK-01"].location
        link(code, DependencyKind.POWER, *(("UPS-01", "UPS-02") if in_a else ("UPS-03", "UPS-02")))
        link(code, DependencyKind.COOLING, "PAC-01" if in_a else "PAC-03")
        if asset.category.code == "server":
            link(code, DependencyKind.NETWORK, "SWI-01" if in_a else "SWI-02")
            link(code, DependencyKind.STORAGE, "PNY-01" if in_a else "PNY-02")
    for number in range(1, 9):
        link(f"SWA-{number:02}", DependencyKind.NETWORK, "SWI-01", "SWI-02")
        link(
            f"SWA-{number:02}",
            DependencyKind.POWER,
            ("UPL-01", "UPL-02", "UPL-02", "UPL-03")[(number - 1) % 4],
        )
    link("SWI-01", DependencyKind.NETWORK, "RTR-01", "TAP-01")
    link("SWI-02", DependencyKind.NETWORK, "RTR-02", "TAP-02")
    Dependency.objects.bulk_create(
        Dependency(asset=assets[code], depends_on=assets[other], kind=kind) for code, other, kind in edges
    )
