"""Dependency graph: layout without overlap, cycles, links and large graphs."""

from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from core.charts.graph import HEIGHT, MAX_NODES, Edge, Graph, Node
from core.charts.graph_layout import MAX_COLUMN_NODES, Link, arrange, spread_without_overlap, without_cycles

SVG = "{http://www.w3.org/2000/svg}"
NAMES = [f"n{n}" for n in range(12)]
LINKS = st.lists(
    st.builds(Link, st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(["", "daya"]))
)


@pytest.fixture(autouse=True)
def _indonesian():
    with translation.override("id"):
        yield


def parse_svg(nodes, edges):
    return ElementTree.fromstring(Graph("Peta", nodes, edges).svg())


def texts(root):
    return [node.text for node in root.iter(f"{SVG}text") if node.text]


def boxes(root):
    found = {(float(r.get("x")), float(r.get("y"))) for r in root.iter(f"{SVG}rect")}
    return sorted(found)


def arrange_nodes(nodes, links):
    return arrange(nodes, links, node_height=50, waypoint_height=10)


def columns_of(layout):
    return {
        place.node: n for n, column in enumerate(layout.columns) for place in column if not place.is_waypoint
    }


def test_a_node_is_left_of_the_nodes_it_depends_on():
    layout = arrange_nodes(
        ["genset", "ups", "server"], [Link("server", "ups"), Link("ups", "genset"), Link("server", "genset")]
    )
    assert columns_of(layout) == {"server": 0, "ups": 1, "genset": 2}


def test_a_link_across_columns_has_a_waypoint():
    layout = arrange_nodes(["a", "b", "c"], [Link("a", "b"), Link("b", "c"), Link("a", "c")])
    assert [place.is_waypoint for place in layout.columns[1]].count(True) == 1
    assert len(layout.segments) == 4


def test_links_to_one_target_share_waypoints():
    servers = [f"s{n}" for n in range(3 * MAX_COLUMN_NODES)]
    layout = arrange_nodes([*servers, "ups"], [Link(name, "ups") for name in servers])
    assert all(len([place for place in column if place.is_waypoint]) <= 1 for column in layout.columns)


def test_a_tall_column_is_split():
    names = [f"s{n}" for n in range(100)]
    layout = arrange_nodes([*names, "ups"], [Link(name, "ups") for name in names])
    assert max(len(column) for column in layout.columns) <= MAX_COLUMN_NODES + 1
    assert len(columns_of(layout)) == 101


def test_avoidable_crossings_are_avoided():
    nodes = [*(f"s{n}" for n in range(6)), *(f"t{n}" for n in range(6))]
    layout = arrange_nodes(nodes, [Link(f"s{n}", f"t{5 - n}") for n in range(6)])
    assert [
        int(place.node[1]) + int(other.node[1]) for place, other in zip(*layout.columns, strict=True)
    ] == [5] * 6


def test_a_cycle_is_broken_where_it_closes():
    acyclic, closing = without_cycles(["a", "b", "c"], [Link("a", "b"), Link("b", "c"), Link("c", "b")])
    assert (acyclic, closing) == ([Link("a", "b"), Link("b", "c")], [Link("c", "b")])


@given(LINKS)
def test_without_cycles_returns_every_link_and_leaves_no_cycle(links):
    acyclic, closing = without_cycles(NAMES, links)
    assert sorted([*acyclic, *closing]) == sorted(set(links))
    assert without_cycles(NAMES, acyclic) == (acyclic, [])


@settings(deadline=None)
@given(LINKS)
def test_layouts_run_left_to_right_without_overlap(links):
    acyclic, _closing = without_cycles(NAMES, links)
    layout = arrange_nodes(NAMES, acyclic)
    columns = columns_of(layout)
    assert set(columns) == set(NAMES)
    assert all(columns[link.source] < columns[link.target] for link in acyclic)
    for column in layout.columns:
        for upper, lower in pairwise(column):
            min_distance = sum(5 if place.is_waypoint else 25 for place in (upper, lower))
            assert layout.heights[lower] - layout.heights[upper] >= min_distance - 1e-6


@given(st.lists(st.tuples(st.floats(-1e4, 1e4), st.floats(1, 100))))
def test_spread_without_overlap_keeps_order_and_distances(positions):
    sizes = [size for _wish, size in positions]
    places = spread_without_overlap([position for position, _size in positions], sizes)
    for n, (one, other) in enumerate(pairwise(places)):
        assert other - one >= (sizes[n] + sizes[n + 1]) / 2 - 1e-6


def test_places_without_overlap_keep_their_positions():
    assert spread_without_overlap([0, 100, 300], [50, 50, 50]) == [0, 100, 300]


def test_a_graph_names_its_nodes_and_describes_its_links():
    root = parse_svg([Node("s", "Server", "Server", "Ruang A"), Node("u", "UPS")], [Edge("s", "u")])
    assert texts(root) == ["Server", "Server · Ruang A", "UPS"]
    assert root.find(f"{SVG}desc").text.strip() == "Server → UPS"
    assert root.get("role") == "img"


def test_nodes_link_only_to_web_addresses():
    nodes = [Node("a", "A", url="/assets/1/"), Node("b", "B", url="javascript:alert(1)")]
    root = parse_svg(nodes, [Edge("a", "b")])
    assert [link.get("href") for link in root.iter(f"{SVG}a")] == ["/assets/1/"]
    assert root.get("role") == "group"


def test_unlinked_nodes_are_drawn_below_the_graph():
    root = parse_svg([Node("a", "A"), Node("b", "B"), Node("c", "C")], [Edge("a", "b")])
    assert texts(root)[-2:] == ["Tanpa ketergantungan", "C"]


def test_kinds_of_links_have_different_lines_and_a_legend():
    nodes = [Node("a", "A"), Node("b", "B")]
    root = parse_svg(nodes, [Edge("a", "b", "daya"), Edge("a", "b", "data")])
    assert texts(root)[:2] == ["daya", "data"]
    dashes = {path.get("stroke-dasharray") for path in root.iter(f"{SVG}path") if path.get("stroke")}
    assert dashes == {"none", "7 4"}


def test_a_cycle_is_drawn_and_described():
    root = parse_svg([Node("a", "A"), Node("b", "B")], [Edge("a", "b"), Edge("b", "a")])
    assert texts(root)[0] == "Garis merah putus-putus: ketergantungan yang melingkar."
    assert "B → A" in root.find(f"{SVG}desc").text


def test_a_node_may_depend_on_itself():
    assert "A" in texts(parse_svg([Node("a", "A")], [Edge("a", "a")]))


def test_links_to_unknown_nodes_are_omitted():
    assert texts(parse_svg([Node("a", "A")], [Edge("a", "gone")])) == ["Tanpa ketergantungan", "A"]


def test_a_graph_with_too_many_nodes_is_drawn_by_group_with_a_notice():
    nodes = [Node(str(n), f"Aset {n}", group=f"Gedung {n % 3}") for n in range(MAX_NODES + 1)]
    edges = [Edge("0", "1"), Edge("3", "4"), Edge("0", "3")]
    graph = Graph("Peta", nodes, edges)
    root = ElementTree.fromstring(graph.svg())
    assert graph.is_collapsed
    assert "151 butir terlalu banyak" in texts(root)[0]
    assert {"Gedung 0", "Gedung 1", "Gedung 2", "51 butir"} <= set(texts(root))
    assert len(boxes(root)) == 3


def test_the_number_of_groups_is_limited():
    nodes = [Node(str(n), f"Aset {n}", group=f"Gedung {n}") for n in range(1000)]
    assert len(boxes(parse_svg(nodes, []))) == MAX_NODES


def test_the_maximum_number_of_nodes_does_not_overlap():
    nodes = [Node(str(n), f"Aset {n}", group=f"Gedung {n % 5}") for n in range(MAX_NODES)]
    edges = [Edge(str(n), str(n // 7)) for n in range(1, MAX_NODES)]
    places = boxes(parse_svg(nodes, edges))
    assert len(places) == MAX_NODES
    for (x, y), (other_x, other_y) in pairwise(places):
        assert other_x - x > 0 or other_y - y >= HEIGHT


def test_labels_are_escaped_and_an_empty_graph_is_valid():
    root = parse_svg([Node("a", "<script>alert(1)</script>", "</text>", '"&\x00')], [])
    assert not list(root.iter(f"{SVG}script"))
    assert parse_svg([], []).get("role") == "img"


def test_a_graph_uses_only_presentation_attributes():
    root = parse_svg([Node("a", "A", url="/a/"), Node("b", "B")], [Edge("a", "b"), Edge("b", "a")])
    for node in root.iter():
        assert not {name for name in node.attrib if name in {"style"} or name.startswith("on")}
        assert node.tag.removeprefix(SVG) not in {"style", "script", "marker"}
