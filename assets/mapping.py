"""The dependency map: the register's part of row 1's input "Arsitektur infrastruktur", drawn as a picture."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from django.db.models import Q
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assets.models import Asset, Dependency, DependencyKind, Status
from core.graph import Edge, Graph, Node
from core.svg import Tone

FARTHEST: Final = 4
TONES: Final = {
    Status.REPAIR: Tone.WARN,
    Status.STANDBY: Tone.INFO,
    Status.PLANNED: Tone.NEUTRAL,
    Status.RETIRED: Tone.NEUTRAL,
}


def dependency_map(assets: Iterable[Asset], *, title: str = "", links: bool = False) -> SafeString:
    """An SVG picture of these assets and of what they depend on among themselves; one query beside their own.

    With `links` each asset leads to its page, which documents do not want. A queryset should come with
    `select_related("category", "location")`.
    """
    shown = list(assets)
    pks = {asset.pk for asset in shown}
    edges = [
        Edge(str(source), str(target), str(DependencyKind(kind).label))
        for source, target, kind in _dependencies(pks)
        if source in pks and target in pks
    ]
    nodes = [_node(asset, asset.get_absolute_url() if links else "") for asset in shown]
    return Graph(title or _("Peta ketergantungan infrastruktur"), nodes, edges).svg()


def _dependencies(pks: Collection[int]) -> Iterable[tuple[int, int, str]]:
    rows = Dependency.objects.order_by("asset_id", "depends_on_id", "kind")
    if len(pks) <= 500:  # more names than these and the whole table is the shorter question
        rows = rows.filter(asset_id__in=pks)
    return rows.values_list("asset_id", "depends_on_id", "kind").iterator()


def _node(asset: Asset, url: str) -> Node:
    return Node(
        id=str(asset.pk),
        label=asset.code,
        kind=asset.name,
        group=asset.category.name,
        url=url,
        tone=TONES.get(Status(asset.status), Tone.MAIN),
    )


def with_neighbours(chosen: Iterable[int]) -> set[int]:
    """The chosen assets that take part in a dependency, and everything one step from them; one query."""
    chosen = set(chosen)
    return {
        end
        for pair in Dependency.objects.values_list("asset_id", "depends_on_id").iterator()
        if chosen.intersection(pair)
        for end in pair
    }


def around(asset: Asset, steps: int) -> set[int]:
    """What the asset needs and what needs it, up to so many steps in each direction; one query per step."""
    found, needed, needing = {asset.pk}, {asset.pk}, {asset.pk}
    for _step in range(min(steps, FARTHEST)):
        rows = Dependency.objects.filter(Q(asset_id__in=needed) | Q(depends_on_id__in=needing))
        pairs = list(rows.values_list("asset_id", "depends_on_id"))
        needed, needing = (
            {target for source, target in pairs if source in needed} - found,
            {source for source, target in pairs if target in needing} - found,
        )
        found |= needed | needing
    return found
