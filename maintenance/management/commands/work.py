"""`manage.py work`: the worker beside the web server; ticks until it is told to stop."""

from __future__ import annotations

import logging
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from maintenance.ticking import tick

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Do the background work until SIGTERM or Ctrl-C; what is under way is finished first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--interval", type=float, default=60, help="seconds between two ticks (60)")

    def handle(self, *args: Any, interval: float, **options: Any) -> None:
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        while not stopping.is_set():
            self._tick()
            stopping.wait(interval)

    def _tick(self) -> None:
        """One failing tick must not end the worker: the next one starts from the database again."""
        close_old_connections()
        try:
            tick()
        except Exception:
            logger.exception("tick failed")
