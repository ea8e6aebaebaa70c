"""Guards: what must be true before the cycle moves on. A guard returns the reasons against it; empty means go.

The same function is the django-fsm condition and the explanation on the page, so the two cannot drift apart.
A guard judges the cycle as it stands; while a move is under way (`cycle.attempt`) it judges what was filled in, too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from maintenance.guards.closing import IssuedFile, cycle_may_end, report_is_ready, round_is_evaluated
from maintenance.guards.planning import criteria_are_complete, plan_is_complete
from maintenance.guards.starting import decision_has_reason, internal_round_can_start, vendor_round_can_start
from maintenance.guards.working import all_work_is_closed, handover_has_reason
from maintenance.reasons import Reason

if TYPE_CHECKING:
    from maintenance.models.cycle import Cycle

Guard = Callable[["Cycle"], list[Reason]]

__all__ = [
    "Guard",
    "IssuedFile",
    "all_work_is_closed",
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
