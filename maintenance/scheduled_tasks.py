"""Tasks that the worker runs regularly. Each task can run at any time, and repeated runs do no harm.

The database contains everything that a task needs to know.
"""

from __future__ import annotations

from contextlib import suppress

from maintenance import gate
from maintenance.models import Round
from maintenance.models.work_order_generation import generate_work_orders
from maintenance.reasons import NotYet
from maintenance.sop import WORK_STATES


def issue_due_work_orders() -> int:
    """Create the missing work orders of all open rounds and return their number. Missed days are included."""
    issued = 0
    for round_ in Round.objects.open().filter(cycle__state__in=WORK_STATES).select_related("cycle"):
        # The cycle may have left the work states since the query.
        with suppress(NotYet), gate.locked_cycle(round_.cycle_id, *WORK_STATES):
            issued += generate_work_orders(round_)
    return issued
