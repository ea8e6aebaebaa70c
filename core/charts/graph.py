"""Dependency graph as SVG. A node stands left of the nodes that it depends on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.charts.graph_layout import Layout, Link, Place, arrange, without_cycles
from core.charts.svg import (
    INK,
    MUTED,
    PALETTE,
    TINT,
    WHITE,
    Tone,
    svg_image,
    tag,
    text,
    text_width,
    wrap_text,
)

MAX_NODES: Final = 150
WIDTH: Final = 178.0
HEIGHT: Final = 44.0
COLUMN_GAP: Final = 70.0
ROW_GAP: Final = 12.0
MIN_WIDTH: Final = 860.0
LINE_HEIGHT: Final = 22.0
# Dash pattern of each kind of edge, in the order of the legend.
DASHES: Final = ("none", "7 4", "2 3", "10 3 2 3")
SAFE_URLS: Final = ("/", "https://", "http://")


@dataclass(frozen=True, slots=True)
class Node:
    """Node. `kind` and `group` are shown in the second line. `url` makes the node a link."""

    id: str
    label: str
    kind: str = ""
    group: str = ""
    url: str = ""
    tone: Tone = Tone.MAIN


@dataclass(frozen=True, slots=True)
class Edge:
    """Edge: `source` depends on `target`. `kind` is shown in the legend."""

    source: str
    target: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Graph:
    """Dependency graph of up to 150 nodes. A larger graph shows one node per group, with a note.

    With `full_size` the graph is not scaled down to its container, which then has to scroll.
    """

    title: str
    nodes: Sequence[Node]
    edges: Sequence[Edge]
    key: str = ""
    full_size: bool = False

    @property
    def is_collapsed(self) -> bool:
        return len(self.nodes) > MAX_NODES

    def svg(self) -> SafeString:
        notes = []
        nodes, edges = self.nodes, self.edges
        if self.is_collapsed:
            nodes, edges = _group_nodes(nodes, edges)
            counts = {"nodes": len(self.nodes), "most": MAX_NODES}
            notes.append(
                _(
                    "%(nodes)d butir terlalu banyak untuk satu gambar (paling banyak %(most)d); digabung per kelompok."
                )
                % counts
            )
        known = {node.id for node in nodes}
        links = [
            Link(edge.source, edge.target, edge.kind) for edge in edges if {edge.source, edge.target} <= known
        ]
        links, circular = without_cycles([node.id for node in nodes], links)
        if circular:
            notes.append(_("Garis merah putus-putus: ketergantungan yang melingkar."))
        return _Drawing(nodes, links, circular, notes).svg(self.title, self.key, self.full_size)


def _group_nodes(nodes: Sequence[Node], edges: Sequence[Edge]) -> tuple[list[Node], list[Edge]]:
    """Return one node per group, the largest first. Groups beyond the limit share one further node."""
    sizes = Counter(node.group for node in nodes)
    shown = {group for group, _size in sizes.most_common(MAX_NODES - 1)}
    rest = _("Kelompok lainnya")
    group_of = {node.id: node.group if node.group in shown else rest for node in nodes}
    totals = Counter(group_of.values())
    grouped = [
        Node(
            group,
            group or _("Tanpa kelompok"),
            kind=ngettext("%(count)d butir", "%(count)d butir", count) % {"count": count},
        )
        for group, count in totals.most_common()
    ]
    pairs = {
        (group_of[edge.source], group_of[edge.target], edge.kind): None
        for edge in edges
        if edge.source in group_of and edge.target in group_of
    }
    return grouped, [Edge(*pair) for pair in pairs if pair[0] != pair[1]]


class _Drawing:
    """Draws one graph: converts the layout to coordinates and creates the elements."""

    def __init__(
        self, nodes: Sequence[Node], links: list[Link], circular: list[Link], notes: list[str]
    ) -> None:
        self.circular, self.notes = circular, notes
        self.by_id = {node.id: node for node in nodes}
        self.kinds = list(dict.fromkeys(link.kind for link in links))
        linked = {end for link in [*links, *circular] for end in (link.source, link.target)}
        ordered = sorted(nodes, key=lambda node: (node.group, node.label))
        self.unlinked = [node for node in ordered if node.id not in linked]
        self.layout: Layout = arrange(
            [node.id for node in ordered if node.id in linked],
            links,
            node_height=HEIGHT + ROW_GAP,
            waypoint_height=ROW_GAP,
        )
        self.description = "; ".join(
            f"{self.by_id[link.source].label} → {self.by_id[link.target].label}"
            for link in [*links, *circular]
        )
        self.targets = {link.target for link in links}
        self.width = max(MIN_WIDTH, len(self.layout.columns) * (WIDTH + COLUMN_GAP) - COLUMN_GAP + 28)
        self.header, self.header_height = self._header()
        self.x = {
            place: n * (WIDTH + COLUMN_GAP) + 1 for n, c in enumerate(self.layout.columns) for place in c
        }
        self.y = {place: height + self.header_height for place, height in self.layout.heights.items()}

    def svg(self, title: str, key: str, full_size: bool) -> SafeString:
        bottom = max(self.y.values(), default=self.header_height) + HEIGHT / 2 + ROW_GAP
        lines = [self._line(*segment) for segment in self.layout.segments]
        waypoint_lines = [self._waypoint_line(place) for place in self.x if place.is_waypoint]
        arrows = [
            self._arrow(self.x[place], self.y[place])
            for place in self.x
            if place.node in self.targets and not place.is_waypoint
        ]
        cycle_lines = [self._cycle_line(link) for link in self.circular]
        boxes = [
            _node_box(self.by_id[place.node], self.x[place], self.y[place])
            for place in self.x
            if not place.is_waypoint
        ]
        unlinked, height = self._unlinked_nodes(bottom)
        marks = [*self.header, *lines, *waypoint_lines, *arrows, *cycle_lines, *boxes, *unlinked]
        description = " ".join([*self.notes, self.description])
        width = f"{self.width:.0f}" if full_size else "100%"
        return svg_image(
            title, description, self.width, height, *marks, key=key, shown_width=width, role=self._role()
        )

    def _role(self) -> str:
        # Screen readers ignore links inside role="img", so a graph with links has role="group".
        return "group" if any(node.url for node in self.by_id.values()) else "img"

    def _header(self) -> tuple[list[SafeString], float]:
        marks: list[SafeString] = []
        y = 4.0
        for note in self.notes:
            for line in wrap_text(note, self.width, 13, lines=3):
                marks.append(text(0, y + 13, line, fill=MUTED))
                y += LINE_HEIGHT
        x = 0.0
        for n, kind in enumerate(self.kinds if len(self.kinds) > 1 else []):
            marks.append(tag("path", d=f"M{x:.1f} {y + 9:.1f}h30", **_line_style(n)))
            marks.append(text(x + 38, y + 13, kind or _("lainnya"), fill=MUTED))
            x += 60 + text_width(kind or _("lainnya"), 13)
        return marks, y + (LINE_HEIGHT if x else 0) + 6

    def _line(self, start: Place, end: Place, kind: str) -> SafeString:
        x, y, to_x, to_y = self.x[start] + WIDTH, self.y[start], self.x[end], self.y[end]
        middle = (x + to_x) / 2
        path = f"M{x:.1f} {y:.1f}C{middle:.1f} {y:.1f} {middle:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}"
        return tag("path", d=path, **_line_style(self.kinds.index(kind)))

    def _waypoint_line(self, place: Place) -> SafeString:
        path = f"M{self.x[place]:.1f} {self.y[place]:.1f}h{WIDTH:.1f}"
        return tag("path", d=path, **_line_style(self.kinds.index(place.kind)))

    def _arrow(self, x: float, y: float) -> SafeString:
        return tag("path", d=f"M{x:.1f} {y:.1f}l-8 -4.5v9z", fill=MUTED)

    def _cycle_line(self, link: Link) -> SafeString:
        """Return a link that closes a cycle, as a red bow."""
        start, end = Place(link.source), Place(link.target)
        x, y = self.x[start] + WIDTH, self.y[start]
        to_x, to_y = self.x[end] + WIDTH, self.y[end]
        bow = max(x, to_x) + 26
        curve = f"M{x:.1f} {y + 9:.1f}C{bow:.1f} {y + 9:.1f} {bow:.1f} {to_y + 9:.1f} {to_x + 8:.1f} {to_y + 9:.1f}"
        red = PALETTE[Tone.BAD]
        line = tag("path", d=curve, fill="none", stroke=red, stroke_width=1.8, stroke_dasharray="5 4")
        return tag("g", line, tag("path", d=f"M{to_x:.1f} {to_y + 9:.1f}l8 -4.5v9z", fill=red))

    def _unlinked_nodes(self, top: float) -> tuple[list[SafeString], float]:
        """Return the nodes without edges, in rows below the graph, and the new bottom."""
        if not self.unlinked:
            return [], top
        marks = [text(0, top + 22, _("Tanpa ketergantungan"), fill=MUTED, weight=600)]
        per_row = max(int((self.width + ROW_GAP) // (WIDTH + ROW_GAP)), 1)
        y = top + 40 + HEIGHT / 2
        for n, node in enumerate(self.unlinked):
            row, column = divmod(n, per_row)
            marks.append(_node_box(node, column * (WIDTH + ROW_GAP) + 1, y + row * (HEIGHT + ROW_GAP)))
        rows = -(-len(self.unlinked) // per_row)
        return marks, top + 40 + rows * (HEIGHT + ROW_GAP)


def _line_style(kind: int) -> dict[str, str | float]:
    return {
        "fill": "none",
        "stroke": MUTED,
        "stroke_width": 1.4,
        "stroke_dasharray": DASHES[kind % len(DASHES)],
    }


def _node_box(node: Node, x: float, middle: float) -> SafeString:
    y = middle - HEIGHT / 2
    second = " · ".join(filter(None, (node.kind, node.group)))
    parts = [
        tag("title", " · ".join(filter(None, (node.label, second)))),
        tag("rect", x=x, y=y, width=WIDTH, height=HEIGHT, rx=6, fill=WHITE),
        tag(
            "rect",
            x=x,
            y=y,
            width=WIDTH,
            height=HEIGHT,
            rx=6,
            fill=TINT[node.tone],
            stroke=PALETTE[node.tone],
        ),
        text(
            x + 10, middle + (-2 if second else 4.5), node.label, weight=600, max_width=WIDTH - 18, fill=INK
        ),
    ]
    if second:
        parts.append(text(x + 10, middle + 14, second, size=11, max_width=WIDTH - 18, fill=MUTED))
    if node.url.startswith(SAFE_URLS):
        return tag("a", *parts, href=node.url)
    return tag("g", *parts)
