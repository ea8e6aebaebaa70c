"""SVG charts: valid markup, escaping, accessibility and values."""

from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.template import Context, Engine
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from core.charts import (
    BarChart,
    Cell,
    Dot,
    Lane,
    LineChart,
    Matrix,
    MatrixRow,
    ProgressChart,
    Series,
    Sparkline,
    StackedChart,
    Timeline,
    Tone,
    Verdict,
)
from core.charts.scale import format_short, round_steps
from core.charts.svg import PALETTE, TEXTURE, text_width, truncate_text, wrap_text

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert('x')</script> & \"kutip\" \x00\x1b"


@pytest.fixture(autouse=True)
def _indonesian():
    with translation.override("id"):
        yield


def charts_by_kind(label="Putaran 1"):
    year = date(2026, 1, 1), date(2026, 12, 31)
    return {
        "bar": BarChart(
            label, [label, "B"], [Series(label, [3, None]), Series("R", [0, 4], Tone.WARN)], label
        ),
        "stacked": StackedChart(
            label, [label, "B"], [Series(label, [3, None]), Series("R", [9, None], Tone.BAD)]
        ),
        "line": LineChart(label, [label, "B", "C"], [72.5, None, Decimal("90")], target=85, unit=label),
        "sparkline": Sparkline(label, [72, None, 90], target=85),
        "matrix": Matrix(label, [label], [MatrixRow(label, [Cell(Verdict.NOT_MET, label)])]),
        "progress": ProgressChart(label, 10, 12, target=95),
        "timeline": Timeline(
            label,
            *year,
            [Lane(label, [Dot(year[0], Tone.BAD, label)])],
            [(Tone.BAD, label)],
            date(2026, 6, 1),
        ),
    }


KINDS = list(charts_by_kind())


def parse_svg(chart, width=480):
    return ElementTree.fromstring(chart.svg(width))


def texts(root):
    return [node.text for node in root.iter(f"{SVG}text") if node.text]


@pytest.mark.parametrize("width", [320, 480, 1100])
@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_is_well_formed_and_uses_only_presentation_attributes(kind, width):
    root = parse_svg(charts_by_kind()[kind], width)
    for node in root.iter():
        assert node.tag.removeprefix(SVG) not in {"style", "script", "foreignObject", "image"}
        assert not {name for name in node.attrib if name == "style" or name.startswith("on")}
    assert root.get("viewBox").startswith(f"0 0 {width} ")
    assert not root.get("width").isdigit()


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_has_a_title_and_a_description(kind):
    root = parse_svg(charts_by_kind()[kind])
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text == "Putaran 1"
    assert description.text


@pytest.mark.parametrize("kind", KINDS)
def test_labels_are_escaped(kind):
    root = parse_svg(charts_by_kind(HOSTILE)[kind])
    assert not list(root.iter(f"{SVG}script"))
    assert root.find(f"{SVG}title").text == HOSTILE.replace("\x00\x1b", "")


@pytest.mark.parametrize("kind", KINDS)
def test_ids_are_unique_within_a_chart_and_between_charts_with_keys(kind):
    chart = charts_by_kind()[kind]
    ids = [node.get("id") for node in parse_svg(chart).iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    twin = type(chart)(**{name: getattr(chart, name) for name in chart.__slots__} | {"key": "twin"})
    assert not set(ids) & {node.get("id") for node in parse_svg(twin).iter() if node.get("id")}


@pytest.mark.parametrize("kind", KINDS)
def test_equal_charts_give_equal_svg(kind):
    assert charts_by_kind()[kind].svg() == charts_by_kind()[kind].svg()


@pytest.mark.parametrize("kind", KINDS)
def test_every_referenced_texture_exists(kind):
    markup = charts_by_kind()[kind].svg()
    root = ElementTree.fromstring(markup)
    patterns = {f"url(#{node.get('id')})" for node in root.iter(f"{SVG}pattern")}
    assert {
        node.get("fill") for node in root.iter() if (node.get("fill") or "").startswith("url")
    } <= patterns


def test_a_template_does_not_escape_a_chart():
    page = Engine().from_string("{{ chart.svg }}").render(Context({"chart": charts_by_kind()["bar"]}))
    assert page.startswith("<svg ")


def luminance(colour):
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("tone", Tone)
def test_every_tone_has_enough_contrast_on_white(tone):
    assert 1.05 / (luminance(PALETTE[tone]) + 0.05) >= 4.5


def test_at_most_one_tone_has_no_texture():
    assert len(set(Tone) - set(TEXTURE)) == 1
    assert len(set(TEXTURE.values())) == len(TEXTURE)


def test_a_missing_value_is_a_labelled_gap_and_not_zero():
    assert "n/a" in texts(parse_svg(BarChart("x", ["A"], [Series("R", [None])])))
    assert "n/a" in texts(parse_svg(StackedChart("x", ["A"], [Series("R", [None])])))
    assert "n/a" in texts(parse_svg(Sparkline("x", [None, None])))
    line = parse_svg(LineChart("x", ["A", "B", "C"], [1, None, 3]))
    assert "n/a" in texts(line)
    [path] = [node.get("d") for node in line.iter(f"{SVG}path")]
    assert path.count("M") == 2 and "L" not in path


def test_progress_with_a_total_of_zero_is_not_available():
    root = parse_svg(ProgressChart("x", 0, 0, target=90))
    assert texts(root)[:2] == ["n/a", "0 dari 0"]


def test_a_progress_chart_shows_fraction_and_target():
    assert texts(parse_svg(ProgressChart("x", 10, 12, target=95))) == ["83,3 %", "10 dari 12", "Target 95 %"]


def test_a_stack_ends_with_its_total():
    root = parse_svg(StackedChart("x", ["A"], [Series("R", [20]), Series("S", [Decimal("8")], Tone.BAD)]))
    assert texts(root)[-1] == "28"


def test_bar_heights_are_proportional_to_values():
    root = parse_svg(BarChart("x", ["A", "B"], [Series("R", [10, 5])]))
    high, low = [float(n.get("height")) for n in root.iter(f"{SVG}rect") if float(n.get("height")) > 20]
    assert high == pytest.approx(2 * low, rel=0.02)


def test_verdicts_are_drawn_and_described():
    cells = [Cell(Verdict.MET, "22,4 °C"), Cell(Verdict.NOT_MET, "28,1 °C"), Cell()]
    root = parse_svg(Matrix("x", ["P1", "P2", "P3"], [MatrixRow("Suhu", cells)]))
    description = "Suhu: P1 tercapai 22,4 °C, P2 tidak tercapai 28,1 °C, P3 tidak dinilai"
    assert root.find(f"{SVG}desc").text == description
    assert texts(root)[4:7] == ["22,4 °C", "28,1 °C", "n/a"]


def test_timeline_bands_are_months_quarters_or_years():
    year = parse_svg(Timeline("x", date(2026, 1, 1), date(2026, 12, 31), []))
    assert texts(year) == ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"]
    assert texts(parse_svg(Timeline("x", date(2025, 7, 1), date(2028, 6, 30), []))) == [
        "2025",
        "2026",
        "2027",
        "2028",
    ]
    two_years = parse_svg(Timeline("x", date(2026, 1, 1), date(2027, 12, 31), []))
    assert texts(two_years)[:2] == ["Jan 26", "Apr 26"]


def test_a_timeline_omits_dots_outside_its_period():
    dots = [Dot(date(2026, 1, 1)), Dot(date(2026, 12, 31)), Dot(date(2027, 1, 1))]
    root = parse_svg(Timeline("x", date(2026, 1, 1), date(2026, 12, 31), [Lane("A", dots)]))
    assert len(list(root.iter(f"{SVG}path"))) == 2


def test_an_empty_chart_is_valid():
    for chart in (
        BarChart("x", [], []),
        StackedChart("x", [], []),
        LineChart("x", [], []),
        Sparkline("x", []),
        Matrix("x", [], []),
        Timeline("x", date(2026, 1, 1), date(2026, 1, 1), []),
    ):
        assert parse_svg(chart).get("role") == "img"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (999_999, "999.999"),
        (118_250_000, "118,3 jt"),
        (2_000_000_000, "2 M"),
        (None, "n/a"),
        (-3_500_000, "-3,5 jt"),
    ],
)
def test_large_values_are_shortened(value, shown):
    assert format_short(value) == shown


@given(st.lists(st.floats(0, 1e12) | st.none()))
def test_axis_steps_are_few_and_reach_the_largest_value(values):
    steps = round_steps(values)
    assert steps[0] == 0
    assert 2 <= len(steps) <= 6
    assert steps[-1] >= max((value for value in values if value is not None), default=0) * (1 - 1e-9)


@given(st.text(min_size=1), st.floats(30, 400))
def test_text_is_truncated_or_wrapped_to_its_width(content, max_width):
    assert (
        truncate_text(content, max_width, 13) == content
        or text_width(truncate_text(content, max_width, 13), 13) <= max_width
    )
    assert 1 <= len(wrap_text(content, max_width, 13)) <= 2
