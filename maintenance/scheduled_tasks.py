"""What the passing of days asks for; it works from what the database says, so it may run as often as it likes."""

from __future__ import annotations

from contextlib import suppress

from core import mail as outbox
from maintenance import gate
from maintenance.models import Round
from maintenance.reasons import NotYet
from maintenance.sop import WORK_STATES
from vendors.reminders import remind_of_ends


def issue_due_work_orders() -> int:
    """Makes the work orders that have come due in open rounds, reminds of contracts that end, forgets old mail;
    returns how many work orders. A missed day is caught up."""
    remind_of_ends()
    outbox.delete_old_mail()
    made = 0
    for round_ in Round.objects.open().filter(cycle__state__in=WORK_STATES).select_related("cycle"):
        with (
            suppress(NotYet),
            gate.locked_cycle(round_.cycle_id, *WORK_STATES),
        ):  # the cycle may have moved on meanwhile
            made += round_.generate_work_orders()
    return made
