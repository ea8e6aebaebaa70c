"""`manage.py work`: the worker beside the web server; ticks until it is told to stop."""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from core.outbox import send_due
from maintenance.ticking import tick

logger = logging.getLogger(__name__)

MAIL_INTERVAL: Final = 5.0  # seconds: somebody waits before a screen for the link to a new password


class Command(BaseCommand):
    help = "Do the background work until SIGTERM or Ctrl-C; what is under way is finished first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--interval", type=float, default=60, help="seconds between two ticks (60)")

    def handle(self, *args: Any, interval: float, **options: Any) -> None:
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        next_tick = 0.0
        while not stopping.is_set():
            if time.monotonic() >= next_tick:
                next_tick = time.monotonic() + interval
                self._try("tick", tick)
            self._try("mail", send_due)
            stopping.wait(min(interval, MAIL_INTERVAL))

    def _try(self, name: str, task: Callable[[], object]) -> None:
        """A task that fails must not end the worker: the next turn starts from the database again."""
        close_old_connections()
        try:
            task()
        except Exception:
            logger.exception("%s failed", name)
