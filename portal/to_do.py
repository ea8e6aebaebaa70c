"""What waits for a vendor's person today: returned work first, then what is late, due, and sent; rounds, findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Q, Window
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maintenance.models import Finding, Round, WorkOrder, WorkOrderState
from maintenance.models.work_order import SETTLED
from portal.access import access_is_over

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from accounts.models import User
    from maintenance.models.work_order import WorkOrderQuerySet

SHOWN: Final = 10
FINDINGS_SHOWN: Final = 5
MOST: Final = 500
THIS_WEEK: Final = timedelta(days=7)
FIELDS: Final = (
    *("pk", "state", "due_on", "planned_work__title"),
    *("asset__name", "asset__code", "asset__location__path"),
)
FINDING: Final = (
    *("pk", "title", "severity", "follow_up_due"),
    *("work_order__asset__name", "work_order__asset__code", "in_all"),
)
ROUND: Final = (
    *("pk", "number", "starts_on", "ends_on", "completed_at"),
    *("cycle__code", "cycle__plan__title", "contract__number", "contract__vendor__name"),
    "evaluation__concluded_at",
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


class VendorAgenda:
    """Four queries, however much there is; each asked when the page comes to it."""

    def __init__(self, user: User) -> None:
        self.user, self.access_is_over = user, access_is_over(user)

    @cached_property
    def _seen(self) -> list[int]:
        """The rounds that the person may see, asked once for all that hangs on them."""
        return list(Round.objects.visible_to(self.user).values_list("pk", flat=True))

    @cached_property
    def groups(self) -> list[Group]:
        return grouped(WorkOrder.objects.filter(round__in=self._seen, round__completed_at__isnull=True))

    @property
    def has_work(self) -> bool:
        return any(group.orders for group in self.groups)

    @cached_property
    def rounds(self) -> list[Any]:
        """Those under way, each with its work orders, and how many of these are settled."""
        settled = Count("work_orders", filter=Q(work_orders__state__in=SETTLED))
        rounds = Round.objects.filter(pk__in=self._seen).open().order_by("ends_on").values(*ROUND)
        counted = rounds.annotate(total=Count("work_orders"), settled=settled)
        return list(counted.values_list(*ROUND, "total", "settled", named=True))

    @cached_property
    def findings(self) -> list[Any]:
        found = Finding.objects.filter(work_order__round__in=self._seen).open()
        counted = found.annotate(in_all=Window(Count("pk")))
        return list(counted.values_list(*FINDING, named=True)[:FINDINGS_SHOWN])


def grouped(orders: WorkOrderQuerySet) -> list[Group]:
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
