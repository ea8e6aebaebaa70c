"""E-mails that remind Seksi Operasional of contracts that end soon.

Each contract, end date and entry of NOTICE_DAYS gets one e-mail.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone

from accounts.models import Role, User
from core.mail import enqueue
from vendors.emails import ContractEndsEmail
from vendors.models import Contract

NOTICE_DAYS: Final = (7, 30)  # days before the end, ascending


def send_contract_reminders() -> None:
    """Enqueue the reminders that are due today; a second call on the same day enqueues nothing again.

    If the worker did not run on the first day of a reminder, a later run enqueues the reminder. If an amendment moves
    the end of the contract, the reminders start again for the new end.
    """
    today = timezone.localdate()
    soon = today + timedelta(days=NOTICE_DAYS[-1])
    ending = Contract.objects.active_on(today).filter(Q(current_end__lte=soon)).select_related("vendor")
    recipients = list(User.objects.filter(role__in=[Role.OPERATOR, Role.HEAD], is_active=True))
    for contract in ending.prefetch_related("amendments"):
        end = contract.end_on(today)
        notice = next(days for days in NOTICE_DAYS if end <= today + timedelta(days=days))
        email = ContractEndsEmail(
            path=contract.get_absolute_url(),
            number=contract.number,
            title=contract.title,
            vendor=contract.vendor.name,
            ends_on=end,
        )
        enqueue(email, to=recipients, event_key=f"{contract.pk}:{end}:{notice}")
