"""Command `run_worker`: run the background tasks of `settings.BACKGROUND` until the process is stopped."""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils.module_loading import import_string

from core.checks import run_startup_checks

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Run the background tasks until SIGTERM or Ctrl-C; the current task is finished first."

    def handle(self, *args: Any, **options: Any) -> None:
        run_startup_checks()
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        tasks = [(name, import_string(name), rest) for name, rest in settings.BACKGROUND.items()]
        due = {name: 0.0 for name, _task, _rest in tasks}
        while not stopping.is_set():
            for name, task, rest in tasks:
                if time.monotonic() >= due[name] and not stopping.is_set():
                    self._run(name, task)
                    due[name] = time.monotonic() + rest
            stopping.wait(max(0, min(due.values()) - time.monotonic()))

    def _run(self, name: str, task: Callable[[], object]) -> None:
        """Run a task and log its exception, so that a failing task does not stop the worker."""
        close_old_connections()
        try:
            task()
        except Exception:
            logger.exception("%s failed", name)
