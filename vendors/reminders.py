"""Reminding Seksi Operasional of contracts that end soon: once per contract, end and notice."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone

from accounts.models import Role, User
from core import mail as outbox
from vendors.emails import ContractEndsEmail
from vendors.models import Contract

NOTICES: Final = (7, 30)  # days before the end, the nearest first


def remind_of_ends() -> None:
    """Writes what is due today; as often as one likes, because the outbox writes nothing twice.

    A day on which no worker ran is caught up; an amendment that moves the end starts the notices anew.
    """
    today = timezone.localdate()
    soon = today + timedelta(days=NOTICES[-1])
    ending = Contract.objects.active_on(today).filter(Q(current_end__lte=soon)).select_related("vendor")
    readers = list(User.objects.filter(role__in=[Role.OPERATOR, Role.HEAD], is_active=True))
    for contract in ending.prefetch_related("amendments"):
        end = contract.end_on(today)
        notice = next(days for days in NOTICES if end <= today + timedelta(days=days))
        letter = ContractEndsEmail(
            path=contract.get_absolute_url(),
            number=contract.number,
            title=contract.title,
            vendor=contract.vendor.name,
            ends_on=end,
        )
        outbox.enqueue(letter, to=readers, about=f"{contract.pk}:{end}:{notice}")
