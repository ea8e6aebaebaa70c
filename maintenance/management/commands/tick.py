"""`manage.py tick`: what the passing of days asks for; safe to run as often as one likes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from maintenance import gate
from maintenance.models import Round
from maintenance.sop import WORK_STATES


class Command(BaseCommand):
    help = "Make the work orders that have come due in open rounds. Run daily; a missed day is caught up."

    def handle(self, *args: Any, **options: Any) -> None:
        made = 0
        for round_ in Round.objects.open().filter(cycle__state__in=WORK_STATES).select_related("cycle"):
            with gate.holding(round_.cycle_id, *WORK_STATES):
                made += round_.generate_work_orders()
        self.stdout.write(f"{made} work orders made")
