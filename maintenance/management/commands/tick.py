"""`manage.py tick`: what the passing of days asks for, and the mail; for cron or a timer, where no worker runs."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from core.outbox import send_due
from maintenance.ticking import tick


class Command(BaseCommand):
    help = "Make the work orders that have come due, send the mail. Safe to run as often as one likes."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{tick()} work orders made, {send_due()} mails sent")
