"""`manage.py benchmark_uploads`: upload large photos to a web worker that serves other pages meanwhile."""

from __future__ import annotations

import threading
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models import Role
from demo import campus
from demo.benchmark import web_server
from demo.benchmark.page_timing import PageBenchmark, Times
from demo.benchmark.uploads import Uploader, large_photo
from maintenance.models import WorkOrder

MEGABYTE = 1024 * 1024


class Command(BaseCommand):
    help = "Upload photos to a live worker; print progress, its memory, and how other pages answer meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--photos", type=int, default=20, help="how many photos (%(default)s)")
        parser.add_argument("--megabytes", type=int, default=5, help="size of each (%(default)s)")

    def handle(self, *args: Any, photos: int, megabytes: int, **options: Any) -> None:
        order = WorkOrder.objects.in_work().order_by("pk").first() if campus.exists() else None
        if order is None:
            raise CommandError("There is no open work order; run `manage.py demo` first.")
        session = PageBenchmark(1, time.perf_counter).clients[Role.OPERATOR].session.session_key
        cookie = f"{settings.SESSION_COOKIE_NAME}={session}"
        with web_server.running_server() as server:
            for _time in range(3):  # warm
                server.get("/", cookie)
            watch = PageMonitor(server, cookie)
            quiet = Times.of(watch.pages(10))
            before = server.memory().own
            watch.start()
            uploader = Uploader(server, cookie, order.pk)
            for number in range(1, photos + 1):
                content = large_photo(number, megabytes * MEGABYTE)
                began = time.perf_counter()
                status = uploader.send(f"uji-{number}.jpg", content)
                self._tell(
                    number, photos, len(content), status, time.perf_counter() - began, server.memory().own
                )
            watch.stop()
            busy, after = Times.of(watch.times), server.memory().own
        self.stdout.write(
            f"\nWorker (its own memory): {before:.0f} MB before, {watch.peak:.0f} MB at most, {after:.0f} MB after.\n"
            f"Another page: {quiet.p50:.0f} ms (p95 {quiet.p95:.0f}) in quiet, "
            f"{busy.p50:.0f} ms (p95 {busy.p95:.0f}) meanwhile, {len(watch.times)} answers, {watch.failed} failures."
        )

    def _tell(self, number: int, of: int, size: int, status: int, seconds: float, memory: float) -> None:
        self.stdout.write(
            f"{number:3}/{of}  {size / MEGABYTE:.1f} MB  {status}  {seconds:5.2f} s  worker {memory:.0f} MB"
        )
        self.stdout.flush()


class PageMonitor(threading.Thread):
    """Requests a page continuously and records response times and the peak memory of the worker."""

    def __init__(self, server: web_server.Server, cookie: str) -> None:
        super().__init__(daemon=True)
        self.server, self.cookie = server, cookie
        self.times: list[float] = []
        self.peak, self.failed, self.ended = 0.0, 0, threading.Event()

    def pages(self, count: int) -> list[float]:
        return [self._page() for _time in range(count)]

    def run(self) -> None:
        while not self.ended.wait(0.05):
            try:
                self.times.append(self._page())
            except OSError:
                self.failed += 1
            self.peak = max(self.peak, self.server.memory().own)

    def stop(self) -> None:
        self.ended.set()
        self.join()

    def _page(self) -> float:
        began = time.perf_counter()
        self.server.get("/", self.cookie)
        return time.perf_counter() - began
