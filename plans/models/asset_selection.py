"""Which assets a plan or a work is about: taken in and out by the thousand, in few statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from assets.models import Asset

# Fewer than the parameters that any database takes in one statement.
BATCH_SIZE: Final = 500


def add_assets(relation: Any, assets: QuerySet[Asset]) -> int:
    """Adds `assets` to `relation`, the `assets` of a plan or a work; returns how many were not in it before."""
    through, owner = relation.through, {relation.source_field_name: relation.instance}
    known = through.objects.filter(**owner).values("asset")
    fresh = assets.exclude(pk__in=known).order_by().values_list("pk", flat=True).distinct()
    return len(through.objects.bulk_create(through(asset_id=pk, **owner) for pk in fresh))


def remove_assets(relation: Any, assets: QuerySet[Asset]) -> int:
    """Removes `assets` from `relation`; returns how many had been in it."""
    through, owner = relation.through, {relation.source_field_name: relation.instance}
    inside = through.objects.filter(**owner).values("asset")
    gone = list(assets.filter(pk__in=inside).order_by().values_list("pk", flat=True).distinct())
    for start in range(0, len(gone), BATCH_SIZE):
        through.objects.filter(**owner, asset__in=gone[start : start + BATCH_SIZE]).delete()
    return len(gone)
