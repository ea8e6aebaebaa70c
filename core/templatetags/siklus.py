"""Template tags and filters for dates, money, numbers, icons, status labels and forms."""

from datetime import date, datetime

from crispy_forms.helper import FormHelper
from crispy_forms.utils import render_crispy_form
from django import template
from django.forms import BaseForm
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.safestring import SafeString

from core.html import NOTHING, icon, tag
from core.i18n import formats
from core.rounding import Number

register = template.Library()


@register.filter
def format_date(value: date | None) -> str:
    """28 Desember 2021"""
    return formats.format_date(value) if value else NOTHING


@register.filter
def format_short_date(value: date | None) -> str:
    """28 Des 2021, for narrow columns."""
    return formats.format_short_date(value) if value else NOTHING


@register.filter
def format_datetime(value: datetime | None) -> str:
    """28 Desember 2021 14.05 WIB"""
    return formats.format_datetime(value) if value else NOTHING


@register.filter
def format_rupiah(value: Number | None) -> str:
    """Rp 1.234.567,00"""
    return NOTHING if value is None else formats.format_rupiah(value)


@register.filter
def format_number(value: Number | None, places: int | None = None) -> str:
    """1.234,5; `format_number:1` gives one decimal always."""
    return NOTHING if value is None else formats.format_number(value, places)


@register.filter
def format_percent(numerator: Number | None, denominator: Number | None) -> str:
    """`{{ done|format_percent:total }}`: 83,3 %, or n/a when there is nothing to count."""
    return formats.format_percent(numerator or 0, denominator or 0)


register.simple_tag(icon)
register.simple_tag(tag)


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
