"""What waits for a vendor's person today: returned work first, then what is late, due, and sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maintenance.models import WorkOrderState

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from maintenance.models.work_order import WorkOrderQuerySet

SHOWN: Final = 10
MOST: Final = 500
THIS_WEEK: Final = timedelta(days=7)
FIELDS: Final = (
    *("pk", "state", "due_on", "planned_work__title"),
    *("asset__name", "asset__code", "asset__location__path"),
)


@dataclass
class Group:
    """Work orders that wait for the same reason; the page shows the first `SHOWN` of them."""

    key: str
    title: Promise
    tone: str = ""
    orders: list[Any] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.orders)

    @property
    def shown(self) -> list[Any]:
        return self.orders[:SHOWN]

    @property
    def hidden(self) -> int:
        return self.count - len(self.shown)


def agenda(orders: WorkOrderQuerySet) -> list[Group]:
    """Every group, empty ones too, in the order in which a person should look at them; costs one query."""
    today = timezone.localdate()
    groups = {
        group.key: group
        for group in (
            Group("returned", _("Dikembalikan"), "warn"),
            Group("overdue", _("Terlambat"), "bad"),
            Group("today", _("Jatuh tempo hari ini")),
            Group("week", _("Tujuh hari ke depan")),
            Group("sent", _("Menunggu pemeriksaan")),
        )
    }
    for order in _waiting(orders, today):
        groups[_reason(order, today)].orders.append(order)
    return list(groups.values())


def _waiting(orders: WorkOrderQuerySet, today: date) -> Iterable[Any]:
    soon = Q(state=WorkOrderState.OPEN, due_on__lte=today + THIS_WEEK)
    sent_or_back = Q(state__in=[WorkOrderState.RETURNED, WorkOrderState.DOCUMENTED])
    found = orders.filter(soon | sent_or_back).order_by("due_on", "round_id", "sequence")
    return found.values_list(*FIELDS, named=True)[:MOST]


def _reason(order: Any, today: date) -> str:
    if order.state == WorkOrderState.RETURNED:
        return "returned"
    if order.state == WorkOrderState.DOCUMENTED:
        return "sent"
    if order.due_on < today:
        return "overdue"
    return "today" if order.due_on == today else "week"
