"""Template tags for contracts."""

from datetime import date
from typing import Final

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from core.html import choice_label, secondary_line, tag
from core.i18n.formats import format_number
from vendors.models import Contract, ContractStatus
from vendors.models.contract import status_on

register = template.Library()
TONES: Final = {ContractStatus.ACTIVE: "good", ContractStatus.ENDING: "warn", ContractStatus.ENDED: "bad"}


@register.simple_tag
def contract_status_tag(contract: Contract) -> SafeString:
    return contract_status(contract.starts_on, contract.end_today)


def contract_status(starts_on: date, ends_on: date) -> SafeString:
    """Return HTML with the status of a contract today and the number of days until or since the end."""
    today = timezone.localdate()
    status, days = status_on(today, starts_on, ends_on), (ends_on - today).days
    badge = tag(choice_label(ContractStatus, status), TONES.get(status, ""))
    if status == ContractStatus.UPCOMING:
        return badge
    if status == ContractStatus.ENDED:
        days = -days
        words = ngettext("%(days)s hari yang lalu", "%(days)s hari yang lalu", days)
    else:
        words = ngettext("sisa %(days)s hari", "sisa %(days)s hari", days)
    return format_html("{} {}", badge, secondary_line(words % {"days": format_number(days)}))
