"""The dependency map: the register's part of row 1's input "Arsitektur infrastruktur", drawn as a picture."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Set
from functools import lru_cache
from typing import Final, NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from assets.models import Asset, Category, Dependency, DependencyKind, Status
from core.charts.graph import Edge, Graph, Node
from core.charts.svg import Tone
from core.i18n.formats import format_number

MAX_IDS_IN_QUERY: Final = 500  # with more assets than these the whole table is the shorter question
TONES: Final = {
    Status.REPAIR: Tone.WARN,
    Status.STANDBY: Tone.INFO,
    Status.PLANNED: Tone.NEUTRAL,
    Status.RETIRED: Tone.NEUTRAL,
}


class DependencyEdge(NamedTuple):
    """One arrow of the map."""

    asset: Asset
    depends_on: Asset
    kind: DependencyKind


def dependency_map_svg(assets: Iterable[Asset], *, title: str = "") -> SafeString:
    """An SVG picture of these assets and of what they depend on among themselves; one query beside their own.

    A queryset should come with `select_related("category")`.
    """
    shown = list(assets)
    return draw_dependency_map(shown, dependencies_among(shown), title=title)


def draw_dependency_map(
    assets: Iterable[Asset], dependencies: Iterable[DependencyEdge], *, title: str = "", links: bool = False
) -> SafeString:
    """With `links` each asset leads to its page, which documents do not want."""
    nodes = [_node(asset, asset.get_absolute_url() if links else "") for asset in assets]
    edges = [Edge(str(each.asset.pk), str(each.depends_on.pk), str(each.kind.label)) for each in dependencies]
    title = title or _("Peta ketergantungan infrastruktur")
    return _cached_svg(Graph(title, tuple(nodes), tuple(edges), full_size=links), get_language())


def dependencies_among(assets: Collection[Asset]) -> list[DependencyEdge]:
    """Where both ends are among `assets`; one query."""
    known = {asset.pk: asset for asset in assets}
    rows = Dependency.objects.order_by("asset__code", "depends_on__code", "kind")
    if len(known) <= MAX_IDS_IN_QUERY:
        rows = rows.filter(asset_id__in=known)
    return [
        DependencyEdge(known[asset], known[depends_on], DependencyKind(kind))
        for asset, depends_on, kind in rows.values_list("asset_id", "depends_on_id", "kind").iterator()
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


def draw_category_map(pks: Set[int]) -> SafeString:
    """How the categories of these assets depend on each other: for more assets than a picture holds; three queries."""
    names = dict(Category.objects.values_list("pk", "name"))
    category_of = {
        pk: names[category]
        for pk, category in Asset.objects.order_by().values_list("pk", "category").iterator()
        if pk in pks
    }
    rows = Dependency.objects.order_by().values_list("asset_id", "depends_on_id", "kind")
    edges = {
        (category_of[asset], category_of[depends_on], kind)
        for asset, depends_on, kind in rows.iterator()
        if asset in pks and depends_on in pks
    }
    counts = Counter(category_of[pk] for pk in pks)
    nodes = [
        Node(name, name, kind=ngettext("%(n)s aset", "%(n)s aset", n) % {"n": format_number(n)})
        for name, n in sorted(counts.items())
    ]
    drawn = [Edge(source, target, str(DependencyKind(kind).label)) for source, target, kind in sorted(edges)]
    title = _("Peta ketergantungan antarkategori")
    return _cached_svg(Graph(title, tuple(nodes), tuple(drawn), full_size=True), get_language())


@lru_cache(maxsize=16)
def _cached_svg(graph: Graph, language: str | None) -> SafeString:
    """Drawn once for the same content; its notes and numbers are written in the language."""
    return graph.svg()


def with_direct_neighbours(chosen: Iterable[int] | None) -> set[int]:
    """The chosen assets (None: all) that take part in a dependency, and what is one step from them; one query."""
    if chosen is None:
        return {end for pair in _dependency_pairs() for end in pair}
    chosen = set(chosen)
    return {end for pair in _dependency_pairs() if chosen.intersection(pair) for end in pair}


def assets_around(asset: Asset, steps: int) -> set[int]:
    """What the asset needs and what needs it, up to so many steps in each direction; one query."""
    needs, needed_by = defaultdict(set), defaultdict(set)
    for source, target in _dependency_pairs():
        needs[source].add(target)
        needed_by[target].add(source)
    return _reachable(asset.pk, needs, steps) | _reachable(asset.pk, needed_by, steps)


def _reachable(start: int, onward: Mapping[int, set[int]], steps: int) -> set[int]:
    found = edge = {start}
    for _step in range(steps):
        edge = {target for source in edge for target in onward[source]} - found
        found = found | edge
    return found


def _dependency_pairs() -> Iterable[tuple[int, int]]:
    return Dependency.objects.order_by().values_list("asset_id", "depends_on_id").iterator()
