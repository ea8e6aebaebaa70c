"""Template tags and filters of the `siklus` library, the icon sprite and the fonts of documents."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template, TemplateSyntaxError

from core.frontend.icons import ICONS, sprite
from core.frontend.node_files import NODE_MODULES, PDF_FONTS


def render(text: str, **context: object) -> str:
    return Template("{% load siklus %}" + text).render(Context(context))


@pytest.mark.parametrize(
    ("text", "value", "written"),
    [
        ("{{ v|format_date }}", date(2021, 12, 28), "28 Desember 2021"),
        ("{{ v|format_date }}", None, "—"),
        ("{{ v|format_short_date }}", date(2021, 8, 5), "5 Agu 2021"),
        ("{{ v|format_datetime }}", datetime(2021, 12, 28, 7, 5, tzinfo=UTC), "28 Desember 2021 14.05 WIB"),
        ("{{ v|format_datetime }}", None, "—"),
        ("{{ v|format_rupiah }}", Decimal("1234567"), "Rp 1.234.567,00"),
        ("{{ v|format_rupiah }}", Decimal(0), "Rp 0,00"),
        ("{{ v|format_rupiah }}", None, "—"),
        ("{{ v|format_number }}", 12345, "12.345"),
        ("{{ v|format_number:1 }}", Decimal("2"), "2,0"),
        ("{{ v|format_percent:3 }}", 1, "33,3 %"),
        ("{{ v|format_percent:0 }}", 0, "n/a"),
    ],
)
def test_filters_format_values(text: str, value: object, written: str) -> None:
    assert render(text, v=value) == written


def test_an_icon_without_a_label_is_hidden_from_screen_readers() -> None:
    assert 'aria-hidden="true"' in render('{% icon "home" %}')
    assert 'aria-label="Beranda"' in render('{% icon "home" "Beranda" %}')


def test_an_unknown_icon_is_a_template_syntax_error() -> None:
    with pytest.raises(TemplateSyntaxError):
        render('{% icon "unheard-of" %}')


def test_the_sprite_contains_every_icon() -> None:
    svg = sprite(NODE_MODULES)
    assert all(f'<symbol id="{name}"' in svg for name in ICONS)


def test_the_fonts_of_documents_exist() -> None:
    assert all(path.exists() for path in PDF_FONTS.values())
