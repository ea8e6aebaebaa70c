"""Template vocabulary: dates, money, figures, icons, sortable columns."""

from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.utils import render_crispy_form
from django import template
from django.db.models import Field, Model
from django.forms import BaseForm
from django.forms.utils import flatatt
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from core import formats
from core.addresses import record_url
from core.icons import ICONS
from core.listing import Listing

register = template.Library()
NOTHING = "—"
KNOWN = frozenset(ICONS)


@register.filter
def tanggal(value: date | None) -> str:
    """28 Desember 2021"""
    return formats.tanggal(value) if value else NOTHING


@register.filter
def tanggal_pendek(value: date | None) -> str:
    """28 Des 2021, for narrow columns."""
    return formats.tanggal_pendek(value) if value else NOTHING


@register.filter
def waktu(value: datetime | None) -> str:
    """28 Desember 2021 14.05 WIB"""
    return formats.waktu(value) if value else NOTHING


@register.filter
def rupiah(value: formats.Number | None) -> str:
    """Rp 1.234.567,00"""
    return NOTHING if value is None else formats.rupiah(value)


@register.filter
def angka(value: formats.Number | None, places: int | None = None) -> str:
    """1.234,5; `angka:1` gives one decimal always."""
    return NOTHING if value is None else formats.angka(value, places)


@register.filter
def persen(numerator: formats.Number | None, denominator: formats.Number | None) -> str:
    """`{{ done|persen:total }}`: 83,3 %, or n/a when there is nothing to count."""
    return formats.persen(numerator or 0, denominator or 0)


@register.filter
def display(record: Model, field: str) -> str:
    """`{{ asset|display:"status" }}`: what `get_status_display` says, which looks at every choice each time."""
    value = getattr(record, field)
    return _labels(type(record), field, get_language()).get(value, str(value))


@cache
def _labels(model: type[Model], field: str, language: str | None) -> dict[Any, str]:
    choices = cast("Field[Any, Any]", model._meta.get_field(field)).flatchoices
    return {value: str(label) for value, label in choices}


@register.filter
def address(pk: int, name: str) -> str:
    """`{{ asset.pk|address:"assets:detail" }}`: what `url` says, at once, for the rows of a list."""
    return record_url(name, pk)


@register.simple_tag
@cache
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite; decoration unless it is given a label."""
    if name not in KNOWN:
        raise template.TemplateSyntaxError(f"{name!r} is not in core/icons.py")
    address = f"{static('icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', label, address
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', address)


@register.simple_tag
def tag(words: str | Promise, tone: str = "") -> SafeString:
    """A status with its word. `tone`: good, warn, bad, info, now or nothing."""
    return _tag(str(words), tone)


@lru_cache(maxsize=512)
def _tag(words: str, tone: str) -> SafeString:
    return format_html('<span class="tag{}">{}</span>', f" tag-{tone}" if tone else "", words)


@register.simple_block_tag
def once(content: SafeString) -> SafeString:
    """`{% once as foot %}...{% endonce %}`: rendered once for all places where `{{ foot }}` stands."""
    return content


@register.simple_tag(takes_context=True)
def block_again(context: Context, name: str) -> str:
    """What the page wrote in an earlier block, so that a title is written once and read twice."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    return str(block.render(context)) if block else ""


@register.simple_tag(takes_context=True)
def form_fields(context: Context, form: BaseForm) -> SafeString:
    """The fields of a form as its crispy helper lays them out, without the form tag around them."""
    helper = getattr(form, "helper", None) or FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    rendered: SafeString = render_crispy_form(form, helper=helper)
    return rendered


@register.simple_tag
def sort_th(listing: Listing[Any], key: str, label: str = "", css: str = "") -> SafeString:
    """A column head that sorts: `{% sort_th listing "name" %}`."""
    state = listing.sort_state(key)
    column = flatatt({"scope": "col", "class": css or None, "aria-sort": state.aria or None})
    return format_html(
        '<th{}><a href="{}">{} {}</a></th>', column, state.url, label or state.label, icon(state.icon)
    )
