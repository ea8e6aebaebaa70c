"""Tags of contracts: where one stands."""

from datetime import date
from typing import Final

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from core.html import sub, tag, word
from core.i18n.formats import angka
from vendors.models import Contract, Standing
from vendors.models.contract import standing_on

register = template.Library()
TONES: Final = {Standing.ACTIVE: "good", Standing.ENDING: "warn", Standing.ENDED: "bad"}


@register.simple_tag
def standing_tag(contract: Contract) -> SafeString:
    return standing_words(contract.starts_on, contract.end_today)


def standing_words(starts_on: date, ends_on: date) -> SafeString:
    """Where a contract stands today, with the days that are left or gone."""
    today = timezone.localdate()
    standing, days = standing_on(today, starts_on, ends_on), (ends_on - today).days
    badge = tag(word(Standing, standing), TONES.get(standing, ""))
    if standing == Standing.UPCOMING:
        return badge
    if standing == Standing.ENDED:
        days = -days
        words = ngettext("%(days)s hari yang lalu", "%(days)s hari yang lalu", days)
    else:
        words = ngettext("sisa %(days)s hari", "sisa %(days)s hari", days)
    return SafeString(f"{badge} {sub(words % {'days': angka(days)})}")
