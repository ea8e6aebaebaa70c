"""Command `verify_journal`: find the first changed, removed or inserted entry in each cycle's journal."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from maintenance.models import Cycle
from maintenance.models.journal import first_broken_entry


class Command(BaseCommand):
    help = "Recompute the hash chain of every journal. Exit status 1 when one is broken."

    def handle(self, *args: Any, **options: Any) -> None:
        cycles = broken = 0
        for cycle in Cycle.objects.order_by("code").iterator():
            cycles += 1
            if (sequence := first_broken_entry(cycle)) is not None:
                broken += 1
                self.stderr.write(f"{cycle.code}: the journal is broken at entry {sequence}")
        if broken:
            raise CommandError(f"{broken} of {cycles} journals are broken")
        self.stdout.write(self.style.SUCCESS(f"{cycles} journals are intact"))
