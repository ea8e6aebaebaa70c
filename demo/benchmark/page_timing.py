"""Times a page and its baseline alternately (A B A B), so that other load on the machine affects both."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from statistics import quantiles
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client

from accounts.models import Role, User
from demo.benchmark.pages import Kind, Page, new_asset_data
from demo.sign_ins import DEMO_SIGN_INS

MAX_QUERIES = 12


@dataclass(frozen=True)
class Times:
    """Response times of a page: median and 95th percentile in milliseconds."""

    p50: float
    p95: float

    @classmethod
    def of(cls, seconds: list[float]) -> Times:
        if len(seconds) == 1:
            return cls(seconds[0] * 1000, seconds[0] * 1000)
        cuts = quantiles(seconds, n=100, method="inclusive")
        return cls(cuts[49] * 1000, cuts[94] * 1000)


@dataclass(frozen=True)
class Result:
    page: Page
    status: int
    times: Times
    baseline: Times
    queries: int
    raw: int
    compressed: int

    @property
    def ratio(self) -> float:
        return self.times.p50 / self.baseline.p50

    @property
    def is_met(self) -> bool:
        few = self.queries <= MAX_QUERIES or self.page.kind == Kind.CSV
        return self.status < 400 and self.ratio <= self.page.kind.aim and few


class PageBenchmark:
    """Measures pages with one signed-in test client per role in this process."""

    def __init__(self, runs: int, clock: Callable[[], float]) -> None:
        self.runs, self.clock = runs, clock
        self.clients = {role: _client(role) for role in Role}

    def measure(self, page: Page) -> Result:
        """Measure a page and its baseline. Database changes of the page are rolled back."""
        runs = max(1, self.runs // 5) if page.kind == Kind.CSV else self.runs
        with _rolled_back() if page.data else nullcontext():
            first, queries = self._looked_at(page)
            self._get(page.role, page.baseline, page)
            baseline, times = [], []
            for _run in range(runs):
                baseline.append(self._timed(lambda: self._get(page.role, page.baseline, page)))
                times.append(self._timed(lambda: self._get(page.role, page.url, page)))
        body = first[1]
        return Result(
            page,
            first[0].status_code,
            Times.of(times),
            Times.of(baseline),
            queries,
            len(body),
            len(gzip.compress(body, 6)),
        )

    def _looked_at(self, page: Page) -> tuple[tuple[HttpResponseBase, bytes], int]:
        """Visit the page twice; return response, body and number of queries of the second visit, with warm caches."""
        self._get(page.role, page.url, page)
        counted: list[str] = []

        def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
            if not sql.startswith(("SAVEPOINT", "RELEASE")):
                counted.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(count):
            answer = self._get(page.role, page.url, page)
        return answer, len(counted)

    def _get(self, role: Role, url: str, page: Page) -> tuple[HttpResponseBase, bytes]:
        client = self.clients[role]
        response: Any = client.post(url, new_asset_data()) if page.data else client.get(url)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        return response, body

    def _timed(self, act: Callable[[], object]) -> float:
        start = self.clock()
        act()
        return self.clock() - start


def _client(role: Role) -> Client:
    email = next(person.email for person in DEMO_SIGN_INS if person.role == role)
    host = settings.ALLOWED_HOSTS[0].replace("*", "localhost").lstrip(".")
    client = Client(SERVER_NAME=host, headers={"x-forwarded-proto": "https"} if settings.HTTPS else {})
    client.force_login(User.objects.get(email=email))
    return client


@contextmanager
def _rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
