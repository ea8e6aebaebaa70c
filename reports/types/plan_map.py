"""Dependency map of the maintenance plan: the assets in scope and their direct neighbours, readable in print."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from core.charts import Tone
from core.charts.graph import Edge, Graph, Node

if TYPE_CHECKING:
    from reports.types.plan import PlanDocumentData

VIEW_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ')
# Above these limits the map shows one node per category, for assets in scope and for neighbours separately.
MAX_ASSETS = 36
MAX_NEIGHBOURS = 6
# In a wider map the text is too small for a portrait page.
MAX_PORTRAIT_WIDTH = 1200


def draw_map(document_data: PlanDocumentData) -> SafeString | str:
    """Return the map as SVG, or an empty string if the scope has no assets."""
    if not document_data.assets:
        return ""
    if len(document_data.assets) > MAX_ASSETS:
        return _draw_categories(document_data)
    nodes = {each.code: Node(each.code, each.code, each.name, each.category) for each in document_data.assets}
    nodes |= _neighbour_nodes(document_data)
    edges = {
        (nodes[each.asset].id, nodes[each.depends_on].id, each.kind): None
        for each in document_data.links
        if nodes[each.asset].id != nodes[each.depends_on].id
    }
    unique = list({node.id: node for node in nodes.values()}.values())
    return Graph("Peta ketergantungan aset dalam lingkup", unique, [Edge(*edge) for edge in edges]).svg()


def is_wide(picture: str) -> bool:
    """Return whether the map needs a landscape page."""
    view_box = VIEW_BOX.search(picture)
    return view_box is not None and float(view_box[1]) > MAX_PORTRAIT_WIDTH


def _neighbour_nodes(document_data: PlanDocumentData) -> dict[str, Node]:
    """Return the node of each neighbour by asset code. Grouped neighbours share a node."""
    if len(document_data.neighbours) <= MAX_NEIGHBOURS:
        return {
            each.code: Node(each.code, each.code, each.name, each.category, tone=Tone.NEUTRAL)
            for each in document_data.neighbours
        }
    scope = {each.code for each in document_data.assets}
    needed = {each.depends_on for each in document_data.links if each.asset in scope}
    side = {each.code: (each.category, each.code in needed) for each in document_data.neighbours}
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


def _draw_categories(document_data: PlanDocumentData) -> SafeString:
    category = {each.code: each.category for each in document_data.assets}
    pairs = {
        (category[each.asset], category[each.depends_on], each.kind): None
        for each in document_data.links
        if each.asset in category and each.depends_on in category
    }
    counts = Counter(category.values())
    nodes = [Node(name, name, f"{counts[name]} aset") for name in sorted(counts)]
    return Graph("Peta ketergantungan antarkategori aset", nodes, [Edge(*pair) for pair in pairs]).svg()
