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
    """Format as 28 Desember 2021."""
    return formats.format_date(value) if value else NOTHING


@register.filter
def format_short_date(value: date | None) -> str:
    """Format as 28 Des 2021, for narrow columns."""
    return formats.format_short_date(value) if value else NOTHING


@register.filter
def format_datetime(value: datetime | None) -> str:
    """Format as 28 Desember 2021 14.05 WIB."""
    return formats.format_datetime(value) if value else NOTHING


@register.filter
def format_rupiah(value: Number | None) -> str:
    """Format as Rp 1.234.567,00."""
    return NOTHING if value is None else formats.format_rupiah(value)


@register.filter
def format_number(value: Number | None, places: int | None = None) -> str:
    """Format as 1.234,5; `format_number:1` always shows one decimal."""
    return NOTHING if value is None else formats.format_number(value, places)


@register.filter
def format_percent(numerator: Number | None, denominator: Number | None) -> str:
    """Format `{{ done|format_percent:total }}` as 83,3 %, or as the text for missing data when the total is 0."""
    return formats.format_percent(numerator or 0, denominator or 0)


register.simple_tag(icon)
register.simple_tag(tag)


@register.simple_tag(takes_context=True)
def repeat_block(context: Context, name: str) -> str:
    """Render a block of the page a second time, so that the title is also the heading."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    return str(block.render(context)) if block else ""


@register.simple_tag(takes_context=True)
def form_fields(context: Context, form: BaseForm) -> SafeString:
    """Render the fields of a form with its crispy helper, without the form tag."""
    helper = getattr(form, "helper", None) or FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    rendered: SafeString = render_crispy_form(form, helper=helper)
    return rendered
