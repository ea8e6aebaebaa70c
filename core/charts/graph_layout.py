"""Layout of a layered graph: columns by longest path, few crossings, straight lines.

Edges that span several columns run through waypoints. Edges to the same target share waypoints, so that a hundred
servers on one UPS are drawn as one trunk and not as a hundred lines.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

SWEEPS: Final = 12
MAX_COLUMN_NODES: Final = 26


class Link(NamedTuple):
    """Directed edge. Edges of different `kind` are drawn as separate lines."""

    source: str
    target: str
    kind: str = ""


class Place(NamedTuple):
    """Position of a node (`column` is -1), or waypoint where the trunk to a node passes a column."""

    node: str
    kind: str = ""
    column: int = -1

    @property
    def is_waypoint(self) -> bool:
        return self.column >= 0


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns from left to right, the vertical centre of every place, and the lines between adjacent columns."""

    columns: list[list[Place]]
    heights: dict[Place, float]
    segments: list[tuple[Place, Place, str]]


def arrange(
    nodes: Sequence[str], links: Iterable[Link], *, node_height: float, waypoint_height: float
) -> Layout:
    """Compute the layout. The links must be acyclic (see `without_cycles`) and refer to known nodes."""
    links = list(links)
    columns = _columns(nodes, links)
    segments = _segments(columns, links)
    _reduce_crossings(columns, segments)
    size = {
        place: waypoint_height if place.is_waypoint else node_height for column in columns for place in column
    }
    return Layout(columns, _heights(columns, segments, size), segments)


def without_cycles(nodes: Sequence[str], links: Iterable[Link]) -> tuple[list[Link], list[Link]]:
    """Split the links into acyclic links and links that close a cycle."""
    links = list(dict.fromkeys(links))
    outgoing = defaultdict(list)
    for each in links:
        outgoing[each.source].append(each)
    closing: set[Link] = set()
    open_, done = set[str](), set[str]()
    # Start at nodes without incoming links, so that the closing link is the one that points back.
    targets = {each.target for each in links}
    for root in sorted(nodes, key=lambda node: node in targets):
        if root in done:
            continue
        open_.add(root)
        stack = [(root, iter(outgoing[root]))]
        while stack:
            node, rest = stack[-1]
            link = next(rest, None)
            if link is None:
                stack.pop()
                open_.discard(node)
                done.add(node)
            elif link.target in open_:
                closing.add(link)
            elif link.target not in done:
                open_.add(link.target)
                stack.append((link.target, iter(outgoing[link.target])))
    return [link for link in links if link not in closing], [link for link in links if link in closing]


def _columns(nodes: Sequence[str], links: Sequence[Link]) -> list[list[Place]]:
    """Place every node left of its targets, as near as possible. Splits columns that are too tall."""
    ranks = _ranks(nodes, links)
    first_target = {link.source: link.target for link in reversed(links)}
    columns: list[list[Place]] = []
    for rank in range(max(ranks.values(), default=0), -1, -1):
        members = sorted(
            (node for node in nodes if ranks[node] == rank), key=lambda node: first_target.get(node, "")
        )
        parts = -(-len(members) // MAX_COLUMN_NODES)
        size = -(-len(members) // max(parts, 1))
        columns += [[Place(node) for node in members[n * size : (n + 1) * size]] for n in range(parts)]
    return columns


def _ranks(nodes: Sequence[str], links: Sequence[Link]) -> dict[str, int]:
    """Return the length of the longest path from each node to a node without outgoing links."""
    waiting: dict[str, int] = dict.fromkeys(nodes, 0)
    back: dict[str, list[str]] = defaultdict(list)
    for link in links:
        waiting[link.source] += 1
        back[link.target].append(link.source)
    ranks = dict.fromkeys(nodes, 0)
    ready = [node for node in nodes if not waiting[node]]
    for node in ready:  # the loop appends to the list
        for source in back[node]:
            ranks[source] = max(ranks[source], ranks[node] + 1)
            waiting[source] -= 1
            if not waiting[source]:
                ready.append(source)
    return ranks


def _segments(columns: list[list[Place]], links: Sequence[Link]) -> list[tuple[Place, Place, str]]:
    """Return the lines between adjacent columns, and add their waypoints to `columns`."""
    column_of = {place.node: n for n, column in enumerate(columns) for place in column}
    segments: dict[tuple[Place, Place, str], None] = {}
    for link in links:
        between = range(column_of[link.source] + 1, column_of[link.target])
        passed = [Place(link.target, link.kind, n) for n in between]
        for place in passed:
            if place not in columns[place.column]:
                columns[place.column].append(place)
        for start, end in pairwise([Place(link.source), *passed, Place(link.target)]):
            segments[start, end, link.kind] = None
    return list(segments)


def _reduce_crossings(columns: list[list[Place]], segments: Sequence[tuple[Place, Place, str]]) -> None:
    """Sort each column by the mean position of its neighbours, in repeated sweeps.

    Keeps the order with the fewest crossings.
    """
    left, right = _neighbours(segments)
    best = [list(column) for column in columns]
    fewest = _crossings(columns, right)
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 1
        walk = range(1, len(columns)) if forward else range(len(columns) - 2, -1, -1)
        for n in walk:
            beside = columns[n - 1 if forward else n + 1]
            order = {place: float(position) for position, place in enumerate(beside)}
            _sort_by_neighbours(columns[n], left if forward else right, order)
        crossings = _crossings(columns, right)
        if crossings < fewest:
            fewest, best = crossings, [list(column) for column in columns]
    columns[:] = best


def _neighbours(
    segments: Iterable[tuple[Place, Place, str]],
) -> tuple[dict[Place, list[Place]], dict[Place, list[Place]]]:
    left: dict[Place, list[Place]] = defaultdict(list)
    right: dict[Place, list[Place]] = defaultdict(list)
    for start, end, _kind in segments:
        left[end].append(start)
        right[start].append(end)
    return left, right


def _sort_by_neighbours(
    column: list[Place], neighbours: Mapping[Place, list[Place]], order: Mapping[Place, float]
) -> None:
    position = {place: float(n) for n, place in enumerate(column)}

    def middle(place: Place) -> float:
        beside = [order[each] for each in neighbours.get(place, ()) if each in order]
        return sum(beside) / len(beside) if beside else position[place]

    column.sort(key=middle)


def _crossings(columns: Sequence[Sequence[Place]], right: Mapping[Place, list[Place]]) -> int:
    total = 0
    for here, there in pairwise(columns):
        order = {place: n for n, place in enumerate(there)}
        passed: list[int] = []
        for place in here:
            ends = sorted(order[end] for end in right.get(place, ()))
            total += sum(len(passed) - bisect_right(passed, end) for end in ends)
            for end in ends:
                insort(passed, end)
    return total


def _heights(
    columns: Sequence[Sequence[Place]],
    segments: Sequence[tuple[Place, Place, str]],
    size: Mapping[Place, float],
) -> dict[Place, float]:
    """Return the vertical centres, as near as possible to the centres of the neighbours, without overlap."""
    left, right = _neighbours(segments)
    heights: dict[Place, float] = {}
    for column in columns:
        heights |= dict(
            zip(column, spread_without_overlap([0.0] * len(column), [size[p] for p in column]), strict=True)
        )
    for sweep in range(SWEEPS):
        beside = right if sweep % 2 == 0 else left
        for column in reversed(columns) if sweep % 2 == 0 else columns:
            desired = [
                _mean([heights[each] for each in beside[place]] or [heights[place]]) for place in column
            ]
            heights |= dict(
                zip(column, spread_without_overlap(desired, [size[p] for p in column]), strict=True)
            )
    top = min((heights[place] - size[place] / 2 for place in heights), default=0)
    return {place: height - top for place, height in heights.items()}


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def spread_without_overlap(desired: Sequence[float], sizes: Sequence[float]) -> list[float]:
    """Return the positions nearest to the desired ones (least squares) that keep the order and do not overlap."""
    offsets = [0.0]
    for one, other in pairwise(sizes):
        offsets.append(offsets[-1] + (one + other) / 2)
    blocks: list[tuple[float, int]] = []
    for position, offset in zip(desired, offsets, strict=False):
        block = (position - offset, 1)
        while blocks and blocks[-1][0] > block[0]:
            mean, count = blocks.pop()
            block = ((mean * count + block[0] * block[1]) / (count + block[1]), count + block[1])
        blocks.append(block)
    levels = [mean for mean, count in blocks for _ in range(count)]
    return [level + offset for level, offset in zip(levels, offsets, strict=False)]
