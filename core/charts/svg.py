"""SVG elements with escaping, the colour palette, and text that fits its width.

Uses only presentation attributes, because the Content-Security-Policy forbids inline styles. WeasyPrint renders the
same markup in documents. Colour is never the only difference: every tone has its own texture and its own mark.
"""

from __future__ import annotations

import hashlib
import re
from enum import StrEnum
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

FONT: Final = "Inter, system-ui, sans-serif"
INK: Final = "#14303b"
MUTED: Final = "#55616a"
GRID: Final = "#e3ddd0"
WHITE: Final = "#ffffff"
INVALID_XML_CHARACTERS: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Tone(StrEnum):
    """Meaning of a shape in a chart, for example good or bad.

    `PALETTE` has a colour for each tone, with a contrast of at least 4.5:1 on white.
    """

    MAIN = "main"
    INFO = "info"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    NEUTRAL = "neutral"


PALETTE: Final[dict[Tone, str]] = {
    Tone.MAIN: "#0b6b70",
    Tone.INFO: "#1f5c99",
    Tone.GOOD: "#246b3d",
    Tone.WARN: "#8a5208",
    Tone.BAD: "#a92b1f",
    Tone.NEUTRAL: "#55616a",
}
TINT: Final[dict[Tone, str]] = {
    Tone.MAIN: "#e2f0ee",
    Tone.INFO: "#e4eef8",
    Tone.GOOD: "#e4f2e7",
    Tone.WARN: "#fdf1dc",
    Tone.BAD: "#fbe9e5",
    Tone.NEUTRAL: "#edeae3",
}
# Stroke pattern of each tone in a square of eight units. A tone without a pattern is filled solid.
TEXTURE: Final[dict[Tone, str]] = {
    Tone.INFO: "M-2 2L2 -2M0 8L8 0M6 10L10 6",
    Tone.WARN: "M-2 6L2 10M0 0L8 8M6 -2L10 2",
    Tone.BAD: "M0 0L8 8M8 0L0 8",
    Tone.GOOD: "M2 0L2 8M6 0L6 8",
    Tone.NEUTRAL: "M4 3.6L4 4.4",
}


def tag(name: str, *children: str, **attributes: str | float) -> SafeString:
    """Return an SVG element. Escapes children that are not `SafeString`.

    Underscores in attribute names become hyphens: `stroke_width=2` becomes `stroke-width="2"`.
    """
    attribute_text = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_format_attribute(value)}"'
        for key, value in attributes.items()
    )
    content = "".join(_escape(child) for child in children)
    return mark_safe(
        f"<{name}{attribute_text}>{content}</{name}>" if content else f"<{name}{attribute_text}/>"
    )


def _escape(content: str) -> str:
    # XML cannot contain these characters. A label with one of them would break the whole image.
    return content if isinstance(content, SafeString) else escape(INVALID_XML_CHARACTERS.sub("", content))


def _format_attribute(value: str | float) -> str:
    if isinstance(value, str):
        return _escape(value)
    return f"{value:.2f}".rstrip("0").rstrip(".")


def svg_image(
    title: str,
    description: str,
    width: float,
    height: float,
    *children: str,
    key: str = "",
    shown_width: str = "100%",
    role: str = "img",
) -> SafeString:
    """Return the complete SVG image, which scales with its container.

    `key` makes the ids unique when a page has two otherwise equal images.
    """
    image_id = content_id(key or title, description, width)
    return tag(
        "svg",
        tag("title", title, id=f"{image_id}-t"),
        tag("desc", description, id=f"{image_id}-d"),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_format_attribute(width)} {_format_attribute(height)}",
        width=shown_width,
        role=role,
        aria_labelledby=f"{image_id}-t {image_id}-d",
        font_family=FONT,
        class_="chart",
    )


def content_id(*parts: object) -> str:
    """Return an id that depends only on the content, so that equal documents are equal byte for byte."""
    return "c" + hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:10]


def text(
    x: float,
    y: float,
    content: str,
    *,
    size: float = 13,
    anchor: str = "start",
    fill: str = INK,
    weight: int = 400,
    max_width: float | None = None,
) -> SafeString:
    """Return a text element. Text wider than `max_width` is truncated, with the full text as tooltip."""
    shown = content if max_width is None else truncate_text(content, max_width, size)
    children = [shown] if shown == content else [tag("title", content), shown]
    return tag("text", *children, x=x, y=y, font_size=size, text_anchor=anchor, fill=fill, font_weight=weight)


def truncate_text(content: str, max_width: float, size: float) -> str:
    """Return the text, truncated with an ellipsis if it is wider than `max_width`."""
    if text_width(content, size) <= max_width:
        return content
    end = len(content)
    while end > 1 and text_width(content[:end], size) > max_width - size:
        end -= 1
    return content[:end].rstrip() + "…"


def wrap_text(content: str, max_width: float, size: float, lines: int = 2) -> list[str]:
    """Wrap text between words to at most `lines` lines. Truncates lines that are still too wide."""
    words, result = content.split(), [""]
    for word in words:
        longer = f"{result[-1]} {word}".strip()
        if text_width(longer, size) <= max_width or not result[-1] or len(result) == lines:
            result[-1] = longer
        else:
            result.append(word)
    return [truncate_text(line, max_width, size) for line in result]


NARROW_CHARACTERS: Final = frozenset("ijl.,:;|!'()[]ft r1-")
WIDE_CHARACTERS: Final = frozenset("mwMWGOQ%@—")


def text_width(content: str, size: float) -> float:
    """Estimate the text width for Inter and its fallback fonts. The estimate is rather too large than too small."""
    units = sum(
        0.36
        if char in NARROW_CHARACTERS
        else 0.9
        if char in WIDE_CHARACTERS
        else 0.68
        if char.isupper()
        else 0.59
        for char in content
    )
    return units * size


def texture_definitions(chart_id: str) -> SafeString:
    """Return the texture patterns that `tone_fill` refers to. `chart_id` keeps ids unique on a page."""
    return tag("defs", *(_texture(chart_id, tone, path) for tone, path in TEXTURE.items()))


def _texture(chart_id: str, tone: Tone, path: str) -> SafeString:
    return tag(
        "pattern",
        tag("rect", width=8, height=8, fill=TINT[tone]),
        tag("path", d=path, stroke=PALETTE[tone], stroke_width=2, fill="none", stroke_linecap="round"),
        id=f"{chart_id}-{tone}",
        width=8,
        height=8,
        patternUnits="userSpaceOnUse",
    )


def tone_fill(chart_id: str, tone: Tone) -> str:
    return f"url(#{chart_id}-{tone})" if tone in TEXTURE else PALETTE[tone]
