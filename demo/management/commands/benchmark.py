"""`manage.py benchmark`: the time of every page as a ratio to a minimal Django page of the same rows."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from time import perf_counter, process_time
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test.utils import override_settings

from accounts.models import Role
from demo import campus
from demo.benchmark import web_server
from demo.benchmark.page_timing import PageBenchmark, Result
from demo.benchmark.pages import Kind, all_pages

HEAD = "| | page | p50 ms | p95 ms | baseline p50 | ratio | aim | queries | kB | kB gz |"
RULE = "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|"
MEMORY_AIM, VISIT_AIM, REQUESTS_AIM = 125, 150, 10


class Command(BaseCommand):
    help = (
        "Measure pages beside their baseline, in this process, from this database (see docs/benchmarks.md)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "-n", type=int, default=30, help="runs of each page and its baseline (%(default)s)"
        )
        parser.add_argument("--only", default="", help="measure pages whose kind or name holds this word")
        parser.add_argument(
            "--cpu",
            action="store_true",
            help="count this process's time of the processor: steadier on a busy machine",
        )
        parser.add_argument("--no-server", action="store_true", help="leave out memory and visits")

    def handle(self, *args: Any, n: int, only: str, cpu: bool, no_server: bool, **options: Any) -> None:
        if not campus.exists():
            raise CommandError("There is nothing to measure; run `manage.py demo --size large` first.")
        if settings.STATIC_ROOT:  # pages name their files by the hash of what is in them now
            call_command("collectstatic", interactive=False, verbosity=0)
        with override_settings(ROOT_URLCONF="demo.benchmark.baseline_urls", DEBUG=False):
            self._measure(n, only, process_time if cpu else perf_counter)
        if not no_server:
            self._serve()

    def _measure(self, runs: int, only: str, clock: Callable[[], float]) -> None:
        self.stdout.write(
            f"{connection.vendor}, {runs} runs each, page and baseline in turn, {clock.__name__}\n\n{HEAD}\n{RULE}"
        )
        bench, results = PageBenchmark(runs, clock), []
        for page in all_pages():
            if only in f"{page.kind.word} {page.name}":
                results.append(bench.measure(page))
                self.stdout.write(_line(results[-1]))
                self.stdout.flush()
        missed = [result for result in results if not result.is_met]
        self.stdout.write(f"\n{len(results) - len(missed)} of {len(results)} pages reach their aim.")

    def _serve(self) -> None:
        bench = PageBenchmark(1, perf_counter)
        with web_server.running_server() as server:
            cookie = f"{settings.SESSION_COOKIE_NAME}={bench.clients[Role.OPERATOR].session.session_key}"
            before = server.memory()
            with override_settings(ROOT_URLCONF="demo.benchmark.baseline_urls"):
                paths = [
                    page.url for page in all_pages() if page.role == Role.OPERATOR and page.kind != Kind.CSV
                ]
            visit = server.visit("/", cookie)
            web_server.request_pages(server, paths, cookie, times=3)
            after = server.memory()
        for client in bench.clients.values():
            Session.objects.filter(session_key=client.session.session_key).delete()
        self.stdout.write(
            f"First visit: {visit.requests} requests (aim {REQUESTS_AIM}), {visit.compressed / 1000:.0f} kB compressed "
            f"(aim {VISIT_AIM}); repeated visit: {visit.again} requests (aim 2)."
        )
        self.stdout.write(
            f"Web worker: {before.resident:.0f} MB at first; after all pages {after.resident:.0f} MB, of which "
            f"{after.own:.0f} MB are its own and the rest is mapped from files (aim {MEMORY_AIM})."
        )


def _line(result: Result) -> str:
    page, times = result.page, result.times
    mark = "ok" if result.is_met else f"**{result.status}**" if result.status >= 400 else "**no**"
    cells = [mark, f"{page.kind.word}: {page.name}", f"{times.p50:.1f}", f"{times.p95:.1f}"]
    cells += [
        f"{result.baseline.p50:.1f}",
        f"{result.ratio:.2f}",
        f"≤ {page.kind.aim:g}",
        str(result.queries),
    ]
    cells += [f"{result.raw / 1000:.1f}", f"{result.compressed / 1000:.1f}"]
    return f"| {' | '.join(cells)} |"
