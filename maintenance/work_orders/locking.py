"""Lock the cycle of a work order, and check the state of the work order and the permission of the user."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext_lazy as _

from maintenance import gate
from maintenance.models import WorkOrder, WorkOrderState
from maintenance.reasons import MayNot, NotYet, Reason
from maintenance.sop import WORK_STATES
from maintenance.work_order_state import IN_WORK


@contextmanager
def locked_work_order(work_order_id: int) -> Iterator[WorkOrder]:
    """Lock the cycle of the work order and yield the work order.

    Raises `NotYet` unless the cycle is in SOP row 4 or 5.
    """
    cycle_id = WorkOrder.objects.values_list("round__cycle_id", flat=True).get(pk=work_order_id)
    with gate.locked_cycle(cycle_id, *WORK_STATES):
        work_orders = WorkOrder.objects.select_related(
            "round__cycle__plan", "round__contract__vendor", "planned_work", "asset"
        )
        yield work_orders.get(pk=work_order_id)


def require_permission(reasons: list[Reason]) -> None:
    """Raise `MayNot` if there are reasons against the user."""
    if reasons:
        raise MayNot(reasons)


def require_in_work(work_order: WorkOrder) -> None:
    """Raise `NotYet` unless the work order is open or returned."""
    require_state(work_order, *IN_WORK)


def require_state(work_order: WorkOrder, *states: WorkOrderState) -> None:
    """Raise `NotYet` unless the work order is in one of `states`."""
    if work_order.state not in states:
        text = _(
            "Perintah kerja %(code)s berada pada keadaan “%(state)s”, sehingga langkah ini tidak dapat dilakukan."
        )
        label = WorkOrderState(work_order.state).label
        url = work_order.get_absolute_url()
        raise NotYet([Reason("state", text % {"code": work_order.code, "state": label}, url)])
