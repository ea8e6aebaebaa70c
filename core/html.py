"""HTML fragments that tables, template tags and forms share."""

from __future__ import annotations

from typing import Final

from django.db.models import TextChoices
from django.template import TemplateSyntaxError
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core.frontend.icons import ICONS

NOTHING: Final = "—"
ICON_NAMES: Final = frozenset(ICONS)


def icon(name: str, label: str = "") -> SafeString:
    """Return an icon of the sprite; screen readers skip it unless it has a label."""
    if name not in ICON_NAMES:
        raise TemplateSyntaxError(f"{name!r} is not in core/frontend/icons.py")
    url = f"{static('icons.svg')}#{name}"
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', label, url)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', url)


def tag(text: str | Promise, tone: str = "") -> SafeString:
    """Return a status label. `tone` is "good", "warn", "bad", "info", "now" or empty."""
    return format_html('<span class="tag{}">{}</span>', f" tag-{tone}" if tone else "", text)


def link(url: str, text: object, below: object = "") -> SafeString:
    """Return a link, followed by a secondary line of text when `below` is given."""
    return format_html('<a href="{}">{}</a>{}', url, text, secondary_line(below))


def secondary_line(text: object) -> SafeString:
    """Return a less prominent line of text, or nothing when the text is empty."""
    return format_html('<span class="sub">{}</span>', text) if text else SafeString()


def indonesian_text(text: object) -> SafeString:
    """Mark text from a document as Indonesian, because documents are Indonesian on English pages too."""
    return format_html('<span lang="id">{}</span>', text)


def join_html(*parts: object, element: str = "span") -> SafeString:
    """Wrap several parts in one element, so that they stay together in the card layout of a phone."""
    return format_html("<{0}>{1}</{0}>", element, format_html_join("", "{}", ((part,) for part in parts)))


def choice_label(choices: type[TextChoices], value: str) -> str:
    """Return the label of a choice value, or the value itself if it is not among the choices."""
    try:
        return str(choices(value).label)
    except ValueError:
        return value


def row_checkbox(name: str, value: object, label: object) -> SafeString:
    """Return the checkbox that selects a table row; only screen readers get the label."""
    return format_html(
        '<label><input class="form-check-input" type="checkbox" name="{}" value="{}">'
        '<span class="visually-hidden">{}</span></label>',
        name,
        value,
        label,
    )
