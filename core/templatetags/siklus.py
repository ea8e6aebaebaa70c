"""Template vocabulary: dates, money, figures, icons, badges."""

from datetime import date, datetime
from functools import cache
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.utils import render_crispy_form
from django import template
from django.db.models import Field, Model
from django.forms import BaseForm
from django.template.context import Context
from django.template.defaulttags import url as django_url
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.i18n import do_translate
from django.templatetags.static import StaticNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from core.addresses import record_url
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


@register.filter
def display(record: Model, field: str) -> str:
    """`{{ asset|display:"status" }}`: what `get_status_display` says, which looks at every choice each time."""
    value = getattr(record, field)
    return _labels(record.__class__, field, get_language()).get(value, str(value))


@cache
def _labels(model: type[Model], field: str, language: str | None) -> dict[Any, str]:
    choices = cast("Field[Any, Any]", model._meta.get_field(field)).flatchoices
    return {value: str(label) for value, label in choices}


@register.filter
def address(pk: int, name: str) -> str:
    """`{{ asset.pk|address:"assets:detail" }}`: what `url` says, at once, for the rows of a list."""
    return record_url(name, pk)


register.simple_tag(icon)
register.simple_tag(tag)


class Said(template.Node):
    """What is the same on every page of a language, and is looked up once, not on each page anew."""

    def __init__(self, node: template.Node | template.NodeList) -> None:
        self.node, self.words = node, dict[str | None, str]()

    def render(self, context: Context) -> str:
        language = get_language()
        if (words := self.words.get(language)) is None:
            words = self.words[language] = str(self.node.render(context))
        return words


@register.tag
def translate(parser: template.base.Parser, token: template.base.Token) -> template.Node:
    """Django's own; a sentence written out in the template is found in the catalog once."""
    node = do_translate(parser, token)
    said = node.filter_expression
    is_plain = _is_written_out(said) and not node.message_context and not node.asvar
    return Said(node) if is_plain else node


@register.tag
def url(parser: template.base.Parser, token: template.base.Token) -> template.Node:
    """Django's own; the address of a page that has but one is found once."""
    node = django_url(parser, token)
    is_plain = _is_written_out(node.view_name) and not node.args and not node.kwargs and not node.asvar
    return Said(node) if is_plain else node


@register.tag
def static(parser: template.base.Parser, token: template.base.Token) -> template.Node:
    """Django's own; the address of a file that is named in the template is found once."""
    node = StaticNode.handle_token(parser, token)
    return Said(node) if _is_written_out(node.path) and not node.varname else node


@register.tag
def constant(parser: template.base.Parser, token: template.base.Token) -> template.Node:
    """`{% constant %}...{% endconstant %}`: a piece of a page that depends on the language and on nothing else."""
    nodelist = parser.parse(("endconstant",))
    parser.delete_first_token()
    return Said(nodelist)


def _is_written_out(said: template.base.FilterExpression) -> bool:
    """A word in quotes; a translated one has been made a variable with a literal meanwhile."""
    return (isinstance(said.var, str) or said.var.literal is not None) and not said.filters


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
