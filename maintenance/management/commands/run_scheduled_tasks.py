"""Command `run_scheduled_tasks`: run each background task once, for cron or a timer without a worker."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.module_loading import import_string

from core.checks import run_startup_checks


class Command(BaseCommand):
    help = "Run each background task once. Safe to run at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run each task and print its result, the number of processed items."""
        run_startup_checks()
        for name in settings.BACKGROUND:
            self.stdout.write(f"{name}: {import_string(name)()}")
