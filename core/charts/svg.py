"""The pencil for every picture made here: escaped SVG elements, one palette, text that fits.

Presentation attributes only: a strict Content-Security-Policy forbids styles, and WeasyPrint draws the same
markup into documents. Meaning never rests on colour alone: every tone has its own texture and its own mark.
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
UNWRITABLE: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Tone(StrEnum):
    """What a mark means; its colour has at least 4.5:1 on white."""

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
# One stroke pattern per tone inside a square of eight units; a tone without one is filled solid.
TEXTURE: Final[dict[Tone, str]] = {
    Tone.INFO: "M-2 2L2 -2M0 8L8 0M6 10L10 6",
    Tone.WARN: "M-2 6L2 10M0 0L8 8M6 -2L10 2",
    Tone.BAD: "M0 0L8 8M8 0L0 8",
    Tone.GOOD: "M2 0L2 8M6 0L6 8",
    Tone.NEUTRAL: "M4 3.6L4 4.4",
}


def tag(name: str, *children: str, **attributes: str | float) -> SafeString:
    """One element. Children that are not safe are escaped; `stroke_width=2` is written `stroke-width="2"`."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_attribute(value)}"' for key, value in attributes.items()
    )
    inside = "".join(_escaped(child) for child in children)
    return mark_safe(f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>")


def _escaped(content: str) -> str:
    # XML has no way to write these characters, so a label that carries them would break the whole picture.
    return content if isinstance(content, SafeString) else escape(UNWRITABLE.sub("", content))


def _attribute(value: str | float) -> str:
    if isinstance(value, str):
        return _escaped(value)
    return f"{value:.2f}".rstrip("0").rstrip(".")


def picture(
    title: str,
    description: str,
    width: float,
    height: float,
    *children: str,
    key: str = "",
    shown_width: str = "100%",
    role: str = "img",
) -> SafeString:
    """The whole picture. It scales with its place; `key` tells two otherwise equal pictures of one page apart."""
    name = identity(key or title, description, width)
    return tag(
        "svg",
        tag("title", title, id=f"{name}-t"),
        tag("desc", description, id=f"{name}-d"),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_attribute(width)} {_attribute(height)}",
        width=shown_width,
        role=role,
        aria_labelledby=f"{name}-t {name}-d",
        font_family=FONT,
        class_="chart",
    )


def identity(*parts: object) -> str:
    """An id that is the same for the same content, so that documents come out byte for byte alike."""
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
    room: float | None = None,
) -> SafeString:
    """Text on its baseline; cut to `room` with an ellipsis, the whole then being its tooltip."""
    shown = content if room is None else fit(content, room, size)
    children = [shown] if shown == content else [tag("title", content), shown]
    return tag("text", *children, x=x, y=y, font_size=size, text_anchor=anchor, fill=fill, font_weight=weight)


def fit(content: str, room: float, size: float) -> str:
    """The content itself, or as much of it as fits with an ellipsis."""
    if text_width(content, size) <= room:
        return content
    end = len(content)
    while end > 1 and text_width(content[:end], size) > room - size:
        end -= 1
    return content[:end].rstrip() + "…"


def wrapped(content: str, room: float, size: float, lines: int = 2) -> list[str]:
    """At most `lines` lines broken between words; the last one is cut where that is not enough."""
    words, result = content.split(), [""]
    for word in words:
        longer = f"{result[-1]} {word}".strip()
        if text_width(longer, size) <= room or not result[-1] or len(result) == lines:
            result[-1] = longer
        else:
            result.append(word)
    return [fit(line, room, size) for line in result]


NARROW: Final = frozenset("ijl.,:;|!'()[]ft r1-")
BROAD: Final = frozenset("mwMWGOQ%@—")


def text_width(content: str, size: float) -> float:
    """A generous estimate for Inter and its usual stand-ins; nothing here can measure a font."""
    units = sum(
        0.36 if char in NARROW else 0.9 if char in BROAD else 0.68 if char.isupper() else 0.59
        for char in content
    )
    return units * size


def textures(name: str) -> SafeString:
    """The fills of all tones, to be named by `fill_of`; `name` keeps the ids of two pictures apart."""
    return tag("defs", *(_texture(name, tone, path) for tone, path in TEXTURE.items()))


def _texture(name: str, tone: Tone, path: str) -> SafeString:
    return tag(
        "pattern",
        tag("rect", width=8, height=8, fill=TINT[tone]),
        tag("path", d=path, stroke=PALETTE[tone], stroke_width=2, fill="none", stroke_linecap="round"),
        id=f"{name}-{tone}",
        width=8,
        height=8,
        patternUnits="userSpaceOnUse",
    )


def fill_of(name: str, tone: Tone) -> str:
    return f"url(#{name}-{tone})" if tone in TEXTURE else PALETTE[tone]
