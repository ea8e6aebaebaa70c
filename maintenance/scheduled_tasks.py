"""Tasks that the worker runs regularly. They read the database, so they may run at any time and any number of times."""

from __future__ import annotations

from contextlib import suppress

from maintenance import gate
from maintenance.models import Round
from maintenance.models.work_order_generation import generate_work_orders
from maintenance.reasons import NotYet
from maintenance.sop import WORK_STATES


def issue_due_work_orders() -> int:
    """Issue the work orders that are due in open rounds and return their number; missed days are caught up."""
    issued = 0
    for round_ in Round.objects.open().filter(cycle__state__in=WORK_STATES).select_related("cycle"):
        # The cycle may have left the work states since the query.
        with suppress(NotYet), gate.locked_cycle(round_.cycle_id, *WORK_STATES):
            issued += generate_work_orders(round_)
    return issued
