"""Guards: functions that check whether a cycle meets the conditions of a move (state transition).

A guard returns the reasons for refusing the move, or []. The same guard is used as the django-fsm condition and for
the explanation on the page, so both always agree. While a move is being made (`cycle.move_request` is set), the
guard also checks the submitted values.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from maintenance.guards.closing import IssuedFile, cycle_may_end, report_is_ready, round_is_evaluated
from maintenance.guards.planning import criteria_are_complete, plan_is_complete
from maintenance.guards.starting import decision_has_reason, internal_round_can_start, vendor_round_can_start
from maintenance.guards.working import all_work_orders_are_closed, handover_has_reason
from maintenance.reasons import Reason

if TYPE_CHECKING:
    from maintenance.models.cycle import Cycle

Guard = Callable[["Cycle"], list[Reason]]

__all__ = [
    "Guard",
    "IssuedFile",
    "all_work_orders_are_closed",
    "criteria_are_complete",
    "cycle_may_end",
    "decision_has_reason",
    "handover_has_reason",
    "internal_round_can_start",
    "plan_is_complete",
    "report_is_ready",
    "round_is_evaluated",
    "vendor_round_can_start",
]
