"""Assets and rooms of the large data set."""

from __future__ import annotations

import random
from datetime import timedelta

from django.utils import timezone

from assets.models import Asset, Category, Criticality, Dependency, Location, Status
from assets.models.dependency import DependencyKind
from demo.assets import ASSET_GROUPS, CAMPUS, AssetGroup

PREFIX = "B-"
ROOMS_PER_BUILDING, ASSETS_PER_ROOM = 20, 40
BATCH = 500


def make_assets(count: int) -> None:
    """Create rooms and `count` assets of all groups; a third of the assets depend on two others."""
    places = _make_places(-(-count // ASSETS_PER_ROOM))
    categories = {category.code: category for category in Category.objects.all()}
    today, rng = timezone.localdate(), random.Random(528)
    made = Asset.objects.bulk_create(
        (
            _asset(number, ASSET_GROUPS[number % len(ASSET_GROUPS)], places, categories, rng)
            for number in range(count)
        ),
        batch_size=BATCH,
    )
    for asset in made[::3]:
        asset.warranty_end = today + timedelta(days=rng.randrange(-900, 1500))
    Asset.objects.bulk_update(made[::3], ["warranty_end"], batch_size=BATCH)
    edges = {(asset.pk, rng.choice(made[:200]).pk) for asset in made[200::3] for _twice in (1, 2)}
    Dependency.objects.bulk_create(
        (
            Dependency(asset_id=one, depends_on_id=other, kind=DependencyKind.POWER)
            for one, other in sorted(edges)
        ),
        batch_size=BATCH,
    )


def _make_places(rooms: int) -> list[Location]:
    campus = Location.objects.get(path=CAMPUS)
    places = []
    for number in range(rooms):
        if number % ROOMS_PER_BUILDING == 0:
            name = f"Gedung {number // ROOMS_PER_BUILDING + 1:02}"
            building = Location.objects.create(name=name, parent=campus)
        places.append(
            Location.objects.create(name=f"Ruang {number % ROOMS_PER_BUILDING + 1:02}", parent=building)
        )
    return places


def _asset(
    number: int, kind: AssetGroup, places: list[Location], categories: dict[str, Category], rng: random.Random
) -> Asset:
    return Asset(
        code=f"{PREFIX}{kind.prefix}-{number + 1:05}",
        name=f"{kind.name} {number + 1}",
        category=categories[kind.category],
        location=places[number % len(places)],
        maker=kind.maker,
        model=kind.model,
        serial_number=f"{kind.maker[:2].upper()}{rng.randrange(10**11, 10**12)}",
        criticality=rng.choice(Criticality.values),
        status=Status.ACTIVE if rng.random() < 0.9 else rng.choice((Status.STANDBY, Status.REPAIR)),
        owner_unit="Direktorat Sistem dan Teknologi Informasi",
    )
