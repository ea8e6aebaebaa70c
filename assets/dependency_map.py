"""Dependency map of assets as SVG: part of the SOP row 1 input "Arsitektur infrastruktur"."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Set
from typing import Final, NamedTuple, TypeAlias

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assets.models import Asset, Category, Dependency, DependencyKind, Status
from core.charts.graph import Edge, Graph, Node
from core.charts.svg import Tone
from core.i18n.formats import format_number

MAX_IDS_IN_QUERY: Final = 500  # for more assets, reading the whole table is faster than a long IN list
TONES: Final = {
    Status.REPAIR: Tone.WARN,
    Status.STANDBY: Tone.INFO,
    Status.PLANNED: Tone.NEUTRAL,
    Status.RETIRED: Tone.NEUTRAL,
}


# Primary key of an asset, primary key of the asset that it depends on, and the kind of the dependency.
DependencyKeys: TypeAlias = tuple[int, int, str]


class DependencyEdge(NamedTuple):
    """Dependency between two assets, drawn as one arrow of the map."""

    asset: Asset
    depends_on: Asset
    kind: DependencyKind


def draw_dependency_map(
    assets: Iterable[Asset], dependencies: Iterable[DependencyEdge], *, title: str = "", links: bool = False
) -> SafeString:
    """Return the dependency map as SVG; with `links`, each asset links to the page of the asset."""
    nodes = [_node(asset, asset.get_absolute_url() if links else "") for asset in assets]
    edges = [Edge(str(each.asset.pk), str(each.depends_on.pk), str(each.kind.label)) for each in dependencies]
    title = title or _("Peta ketergantungan infrastruktur")
    return Graph(title, tuple(nodes), tuple(edges), full_size=links).svg()


def dependencies_among(assets: Collection[Asset]) -> list[DependencyEdge]:
    """Return the dependencies in which both assets belong to `assets`; takes one query."""
    known = {asset.pk: asset for asset in assets}
    rows = Dependency.objects.order_by("asset__code", "depends_on__code", "kind")
    if len(known) <= MAX_IDS_IN_QUERY:
        rows = rows.filter(asset_id__in=known)
    return [
        DependencyEdge(known[asset], known[depends_on], DependencyKind(kind))
        for asset, depends_on, kind in rows.values_list("asset_id", "depends_on_id", "kind")
        if asset in known and depends_on in known
    ]


def _node(asset: Asset, url: str) -> Node:
    return Node(
        id=str(asset.pk),
        label=asset.code,
        kind=asset.name,
        group=asset.category.name,
        url=url,
        tone=TONES.get(Status(asset.status), Tone.MAIN),
    )


def draw_category_map(pks: Set[int], dependencies: Iterable[DependencyKeys]) -> SafeString:
    """Return the dependencies between the categories of these assets as SVG; takes two queries.

    This map is used if there are too many assets for one picture.
    """
    names = dict(Category.objects.values_list("pk", "name"))
    categories = Asset.objects.order_by().values_list("pk", "category")
    category_of = {pk: names[category] for pk, category in categories if pk in pks}
    edges = {
        (category_of[asset], category_of[depends_on], kind)
        for asset, depends_on, kind in dependencies
        if asset in pks and depends_on in pks
    }
    counts = Counter(category_of.values())
    nodes = [
        Node(name, name, kind=ngettext("%(n)s aset", "%(n)s aset", n) % {"n": format_number(n)})
        for name, n in sorted(counts.items())
    ]
    drawn = [Edge(source, target, str(DependencyKind(kind).label)) for source, target, kind in sorted(edges)]
    title = _("Peta ketergantungan antarkategori")
    return Graph(title, tuple(nodes), tuple(drawn), full_size=True).svg()


def read_dependencies() -> list[DependencyKeys]:
    """Return the primary keys and the kind of all dependencies; takes one query.

    The function does not use `iterator()`, because a server-side cursor takes twice as long for 60,000 rows.
    """
    return list(Dependency.objects.order_by().values_list("asset_id", "depends_on_id", "kind"))


def with_direct_neighbours(
    chosen: Iterable[int] | None, dependencies: Iterable[DependencyKeys] | None = None
) -> set[int]:
    """Return the primary keys of the chosen assets that have dependencies, and of their direct neighbours.

    If `chosen` is None, all assets are chosen.
    """
    keys = read_dependencies() if dependencies is None else dependencies
    pairs = [(asset, depends_on) for asset, depends_on, _kind in keys]
    if chosen is None:
        return {end for pair in pairs for end in pair}
    chosen = set(chosen)
    return {end for pair in pairs if pair[0] in chosen or pair[1] in chosen for end in pair}


def assets_around(asset: Asset, steps: int, dependencies: Iterable[DependencyKeys] | None = None) -> set[int]:
    """Return the primary keys of `asset` and of the assets up to `steps` dependencies away.

    The result contains the assets that `asset` needs, and the assets that need `asset`, directly or indirectly.
    """
    needs, needed_by = defaultdict(set), defaultdict(set)
    for source, target, _kind in read_dependencies() if dependencies is None else dependencies:
        needs[source].add(target)
        needed_by[target].add(source)
    return _reachable(asset.pk, needs, steps) | _reachable(asset.pk, needed_by, steps)


def _reachable(start: int, onward: Mapping[int, set[int]], steps: int) -> set[int]:
    found = edge = {start}
    for _step in range(steps):
        edge = {target for source in edge for target in onward[source]} - found
        found = found | edge
    return found
