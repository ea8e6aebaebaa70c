"""To-do list of a vendor user: work orders grouped by urgency, open rounds and open findings."""

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
from maintenance.work_order_state import CLOSED_STATES
from portal.access import access_has_ended

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from accounts.models import User
    from maintenance.models.work_order import WorkOrderQuerySet

GROUP_SIZE: Final = 10
MAX_FINDINGS: Final = 5
MAX_WORK_ORDERS: Final = 500
THIS_WEEK: Final = timedelta(days=7)
WORK_ORDER_FIELDS: Final = (
    *("pk", "state", "due_on", "planned_work__title"),
    *("asset__name", "asset__code", "asset__location__path"),
)
FINDING_FIELDS: Final = (
    *("pk", "title", "severity", "follow_up_due"),
    *("work_order__asset__name", "work_order__asset__code", "total_count"),
)
ROUND_FIELDS: Final = (
    *("pk", "number", "starts_on", "ends_on", "completed_at"),
    *("cycle__code", "cycle__plan__title", "contract__number", "contract__vendor__name"),
    "evaluation__concluded_at",
)


@dataclass
class Group:
    """Group of work orders in the to-do list, for example all overdue ones; the page shows the first `GROUP_SIZE`."""

    key: str
    title: Promise
    tone: str = ""
    work_orders: list[Any] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.work_orders)

    @property
    def shown(self) -> list[Any]:
        return self.work_orders[:GROUP_SIZE]

    @property
    def hidden(self) -> int:
        return self.count - len(self.shown)


class VendorToDo:
    """To-do list of a vendor user.

    The list needs four queries, however many entries it has. Each query runs when the template reads the property.
    """

    def __init__(self, user: User) -> None:
        self.user, self.access_has_ended = user, access_has_ended(user)

    @cached_property
    def _visible_rounds(self) -> list[int]:
        """Return the primary keys of the rounds that the user may see."""
        return list(Round.objects.visible_to(self.user).values_list("pk", flat=True))

    @cached_property
    def groups(self) -> list[Group]:
        return group_work_orders(
            WorkOrder.objects.filter(round__in=self._visible_rounds, round__completed_at__isnull=True)
        )

    @property
    def has_work(self) -> bool:
        return any(group.work_orders for group in self.groups)

    @cached_property
    def rounds(self) -> list[Any]:
        """Return the open rounds, each with the number of work orders and of closed work orders."""
        closed = Count("work_orders", filter=Q(work_orders__state__in=CLOSED_STATES))
        rounds = (
            Round.objects.filter(pk__in=self._visible_rounds).open().order_by("ends_on").values(*ROUND_FIELDS)
        )
        counted = rounds.annotate(total=Count("work_orders"), closed=closed)
        return list(counted.values_list(*ROUND_FIELDS, "total", "closed", named=True))

    @cached_property
    def findings(self) -> list[Any]:
        findings = Finding.objects.filter(work_order__round__in=self._visible_rounds).open()
        counted = findings.annotate(total_count=Window(Count("pk")))
        return list(counted.values_list(*FINDING_FIELDS, named=True)[:MAX_FINDINGS])


def group_work_orders(work_orders: WorkOrderQuerySet) -> list[Group]:
    """Return all groups, empty ones included, in order of urgency; one query."""
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
    for work_order in _waiting(work_orders, today):
        groups[_group_key(work_order, today)].work_orders.append(work_order)
    return list(groups.values())


def _waiting(work_orders: WorkOrderQuerySet, today: date) -> Iterable[Any]:
    soon = Q(state=WorkOrderState.OPEN, due_on__lte=today + THIS_WEEK)
    sent_or_returned = Q(state__in=[WorkOrderState.RETURNED, WorkOrderState.DOCUMENTED])
    waiting = work_orders.filter(soon | sent_or_returned).order_by("due_on", "round_id", "sequence")
    return waiting.values_list(*WORK_ORDER_FIELDS, named=True)[:MAX_WORK_ORDERS]


def _group_key(work_order: Any, today: date) -> str:
    if work_order.state == WorkOrderState.RETURNED:
        return "returned"
    if work_order.state == WorkOrderState.DOCUMENTED:
        return "sent"
    if work_order.due_on < today:
        return "overdue"
    return "today" if work_order.due_on == today else "week"
