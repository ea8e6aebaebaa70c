"""The map in a plan: the assets in scope, what they need and what needs them, few enough to be read on paper."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from core.charts import Tone
from core.charts.graph import Edge, Graph, Node

if TYPE_CHECKING:
    from reports.types.plan import PlanPaper

VIEW_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ')
# More assets in scope become their categories, more neighbours the groups of them, each side by itself.
MOST_ASSETS = 36
MOST_NEIGHBOURS = 6
# Beyond this width its letters are too small on an upright page.
WIDEST = 1200


def drawn(paper: PlanPaper) -> SafeString | str:
    """Empty where the scope is."""
    if not paper.assets:
        return ""
    if len(paper.assets) > MOST_ASSETS:
        return _of_categories(paper)
    nodes = {each.code: Node(each.code, each.code, each.name, each.category) for each in paper.assets}
    nodes |= _neighbours(paper)
    edges = {
        (nodes[each.asset].id, nodes[each.depends_on].id, each.kind): None
        for each in paper.links
        if nodes[each.asset].id != nodes[each.depends_on].id
    }
    unique = list({node.id: node for node in nodes.values()}.values())
    return Graph("Peta ketergantungan aset dalam lingkup", unique, [Edge(*edge) for edge in edges]).svg()


def is_wide(picture: str) -> bool:
    """Needs a page that lies on its side."""
    found = VIEW_BOX.search(picture)
    return found is not None and float(found[1]) > WIDEST


def _neighbours(paper: PlanPaper) -> dict[str, Node]:
    """The node that stands for each neighbour, by its code."""
    if len(paper.neighbours) <= MOST_NEIGHBOURS:
        return {
            each.code: Node(each.code, each.code, each.name, each.category, tone=Tone.NEUTRAL)
            for each in paper.neighbours
        }
    scope = {each.code for each in paper.assets}
    needed = {each.depends_on for each in paper.links if each.asset in scope}
    side = {each.code: (each.category, each.code in needed) for each in paper.neighbours}
    counts = Counter(side.values())
    return {
        code: Node(
            f"{category}/{is_needed}",
            f"{counts[category, is_needed]} × {category}",
            "dibutuhkan lingkup" if is_needed else "membutuhkan lingkup",
            tone=Tone.NEUTRAL,
        )
        for code, (category, is_needed) in side.items()
    }


def _of_categories(paper: PlanPaper) -> SafeString:
    category = {each.code: each.category for each in paper.assets}
    pairs = {
        (category[each.asset], category[each.depends_on], each.kind): None
        for each in paper.links
        if each.asset in category and each.depends_on in category
    }
    counts = Counter(category.values())
    nodes = [Node(name, name, f"{counts[name]} aset") for name in sorted(counts)]
    return Graph("Peta ketergantungan antarkategori aset", nodes, [Edge(*pair) for pair in pairs]).svg()
