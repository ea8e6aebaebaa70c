"""`manage.py run_worker`: the worker beside the web server; does what the settings name until it is told to stop."""

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
    help = "Do the background work until SIGTERM or Ctrl-C; what is under way is finished first."

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
                    self._try(name, task)
                    due[name] = time.monotonic() + rest
            stopping.wait(max(0, min(due.values()) - time.monotonic()))

    def _try(self, name: str, task: Callable[[], object]) -> None:
        """A task that fails must not end the worker: the next turn starts from the database again."""
        close_old_connections()
        try:
            task()
        except Exception:
            logger.exception("%s failed", name)
