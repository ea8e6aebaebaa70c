"""Small pieces of HTML that pages, tables and menus share, written in Python."""

from __future__ import annotations

from functools import cache, lru_cache
from html import escape
from typing import Final

from django.db.models import TextChoices
from django.template import TemplateSyntaxError
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.frontend.icons import ICONS

NOTHING: Final = "—"
KNOWN: Final = frozenset(ICONS)


@cache
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite; decoration unless it is given a label."""
    if name not in KNOWN:
        raise TemplateSyntaxError(f"{name!r} is not in core/frontend/icons.py")
    address = f"{static('icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', label, address
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', address)


def tag(words: str | Promise, tone: str = "") -> SafeString:
    """A status with its word. `tone`: good, warn, bad, info, now or nothing."""
    return _tag(str(words), tone)


@lru_cache(maxsize=512)
def _tag(words: str, tone: str) -> SafeString:
    return format_html('<span class="tag{}">{}</span>', f" tag-{tone}" if tone else "", words)


def render_cell(content: object) -> str:
    """As HTML: what is marked as safe stays as it is."""
    return content if type(content) is SafeString else escape(str(content))


def link(address: str, words: object, below: object = "") -> SafeString:
    """A link, with a quieter line of text below it."""
    return SafeString(f'<a href="{escape(address)}">{render_cell(words)}</a>{secondary_line(below)}')


def secondary_line(words: object) -> SafeString:
    """The quieter line below; nothing without words."""
    return SafeString(f'<span class="sub">{render_cell(words)}</span>' if words else "")


def indonesian_text(words: object) -> SafeString:
    """What a document says of itself, which is Indonesian on every page."""
    return SafeString(f'<span lang="id">{render_cell(words)}</span>')


def join_html(*parts: object, element: str = "span") -> SafeString:
    """One element around several parts, so that a card of a phone keeps them in one place."""
    return SafeString(f"<{element}>{''.join(map(render_cell, parts))}</{element}>")


def choice_label(choices: type[TextChoices], value: str) -> str:
    """Return the label of a choice value, or the value itself if it is not among the choices."""
    return str(choices(value).label) if value in choices.values else value


def row_checkbox(name: str, value: object, words: object) -> SafeString:
    """A box that picks a row of a table; `words` say which."""
    return format_html(
        '<label><input class="form-check-input" type="checkbox" name="{}" value="{}">'
        '<span class="visually-hidden">{}</span></label>',
        name,
        value,
        words,
    )
