"""Tags of contracts: where one stands."""

from typing import Final

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from core.formats import angka
from core.templatetags.siklus import tag
from vendors.models import Contract, Standing

register = template.Library()
TONES: Final = {Standing.ACTIVE: "good", Standing.ENDING: "warn", Standing.ENDED: "bad"}


@register.simple_tag
def standing_tag(contract: Contract) -> SafeString:
    """Where the contract stands today, with the days that are left or gone."""
    standing = contract.standing
    badge = tag(standing.label, TONES.get(standing, ""))
    if standing == Standing.UPCOMING:
        return badge
    if standing == Standing.ENDED:
        words = gettext("%(days)s hari yang lalu") % {"days": angka(contract.days_over)}
    else:
        words = gettext("sisa %(days)s hari") % {"days": angka(contract.days_left)}
    return format_html('{} <span class="sub">{}</span>', badge, words)
