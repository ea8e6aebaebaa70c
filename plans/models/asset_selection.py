"""Functions that add or remove thousands of assets of a plan or planned work with few SQL statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from assets.models import Asset

# Below the limit of SQL parameters per statement in every supported database.
BATCH_SIZE: Final = 500


def add_assets(relation: Any, assets: QuerySet[Asset]) -> int:
    """Add `assets` to a plan or planned work; return the number of assets that are new there.

    `relation` is the manager of the many-to-many field `assets`.
    """
    through, owner = relation.through, {relation.source_field_name: relation.instance}
    members = through.objects.filter(**owner).values("asset")
    new = assets.exclude(pk__in=members).order_by().values_list("pk", flat=True).distinct()
    return len(through.objects.bulk_create(through(asset_id=pk, **owner) for pk in new))


def remove_assets(relation: Any, assets: QuerySet[Asset]) -> int:
    """Remove `assets` from a plan or planned work; return the number of removed assets.

    `relation` is the manager of the many-to-many field `assets`.
    """
    through, owner = relation.through, {relation.source_field_name: relation.instance}
    members = through.objects.filter(**owner).values("asset")
    removed = list(assets.filter(pk__in=members).order_by().values_list("pk", flat=True).distinct())
    for start in range(0, len(removed), BATCH_SIZE):
        through.objects.filter(**owner, asset__in=removed[start : start + BATCH_SIZE]).delete()
    return len(removed)
