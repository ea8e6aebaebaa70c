"""The words that templates use."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.translation import override

from core.frontend.icons import ICONS, sprite
from core.frontend.node_assets import NODE_ASSETS, PDF_FONTS, ROOT, NodeAssetsFinder


def rendered(text: str, **context: object) -> str:
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
def test_values_are_written_for_people(text: str, value: object, written: str) -> None:
    assert rendered(text, v=value) == written


def test_an_icon_is_decoration_unless_it_is_named() -> None:
    assert 'aria-hidden="true"' in rendered('{% icon "home" %}')
    assert 'aria-label="Beranda"' in rendered('{% icon "home" "Beranda" %}')


def test_an_unknown_icon_fails_loudly() -> None:
    with pytest.raises(TemplateSyntaxError):
        rendered('{% icon "unheard-of" %}')


def test_the_sprite_holds_every_icon() -> None:
    drawn = sprite(ROOT)
    assert all(f'<symbol id="{name}"' in drawn for name in ICONS)


def test_only_listed_files_of_the_packages_are_served() -> None:
    finder = NodeAssetsFinder()
    assert finder.find("vendor/tabler.min.css")
    assert finder.find("@tabler/core/package.json") == []
    assert [name for name, _ in finder.list(None)] == list(NODE_ASSETS)
    assert finder.check() == []


def test_the_fonts_of_documents_are_there() -> None:
    assert all(path.exists() for path in PDF_FONTS.values())


def test_a_sentence_is_said_in_the_language_of_each_page() -> None:
    page = Template(
        "{% load i18n siklus %}{% translate 'Simpan' %}|{% translate w %}|{% translate 'Vendor' context 'several' %}"
    )
    said = {}
    for language in ("id", "en", "id", "en"):
        with override(language):
            said.setdefault(language, set()).add(page.render(Context({"w": "Batal"})))
    assert said == {"id": {"Simpan|Batal|Vendor"}, "en": {"Save|Cancel|Vendors"}}


def test_a_sentence_is_escaped_as_any_other_text_of_the_template() -> None:
    page = Template("{% load i18n siklus %}{% translate 'A & <b>' %}{% translate 'x'|upper %}")
    assert page.render(Context()) == Template(
        "{% load i18n %}{% translate 'A & <b>' %}{% translate 'x'|upper %}"
    ).render(Context())


@pytest.mark.parametrize(
    "asked",
    [
        "{% url 'assets:list' %}",
        "{% url 'assets:detail' 7 %}",
        "{% url name %}",
        "{% url 'assets:list' as here %}[{{ here }}]",
        "{% static 'css/siklus.css' %}",
        "{% static file %}",
        "{% static 'css/siklus.css' as style %}[{{ style }}]",
    ],
)
def test_an_address_that_is_found_once_is_the_one_that_django_finds(asked: str) -> None:
    words = Context({"name": "assets:map", "file": "css/work.css"})
    djangos = Template("{% load static %}" + asked).render(words)
    ours = Template("{% load siklus %}" + asked)
    assert [ours.render(words), ours.render(words)] == [djangos, djangos]


def test_an_address_in_a_variable_is_looked_up_on_each_page() -> None:
    page = Template("{% load siklus %}{% url name %} {% static file %}")
    first = page.render(Context({"name": "assets:map", "file": "a.css"}))
    assert page.render(Context({"name": "assets:list", "file": "b.css"})) != first


def test_a_constant_piece_is_made_once_for_each_language() -> None:
    page = Template("{% load siklus %}{% constant %}{% translate 'Simpan' %} {{ n }}{% endconstant %}")
    assert [page.render(Context({"n": n})) for n in (1, 2)] == ["Simpan 1", "Simpan 1"]
    with override("en"):
        assert page.render(Context({"n": 3})) == "Save 3"
