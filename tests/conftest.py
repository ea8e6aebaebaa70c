"""Fixtures and pytest hooks for all tests: no network, a temporary media folder, one user of each role."""

import errno
import gc
import os
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import Client, TransactionTestCase
from pytest_socket import socket_allow_hosts

from accounts.models import Role, User
from core.db.immutability import ImmutabilityTrigger
from core.db.schema_objects import all_schema_objects
from tests.accounts.factories import UserFactory

# CI uses fixed examples, so that the same code gives the same result; a local run tries new examples each time.
# There is no deadline, because the speed of the machine must not decide a test.
hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(autouse=True)
def no_network() -> None:
    """Block connections to other hosts."""
    socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)


@pytest.fixture(autouse=True)
def temporary_media_root(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Clear the cache, which counts failed sign-ins by IP address; all tests have the same address."""
    cache.clear()


@pytest.fixture(scope="session", autouse=True)
def flush_without_triggers() -> Iterator[None]:
    """Django empties tables between tests by DELETE on SQLite, which immutability triggers refuse.

    On PostgreSQL it uses TRUNCATE, which fires no row triggers.
    """
    flush = BaseDatabaseOperations.execute_sql_flush

    def flush_without_triggers(operations: BaseDatabaseOperations, statements: list[str]) -> None:
        connection = operations.connection
        triggers = [each for each in all_schema_objects() if isinstance(each, ImmutabilityTrigger)]
        dropped = triggers if connection.vendor == "sqlite" else []
        for trigger in dropped:
            trigger.drop(connection)
        try:
            flush(operations, statements)
        finally:
            for trigger in dropped:
                trigger.create(connection)

    BaseDatabaseOperations.execute_sql_flush = flush_without_triggers  # type: ignore[method-assign]
    yield
    BaseDatabaseOperations.execute_sql_flush = flush  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def live_server(django_db_setup: None, live_server: Any) -> Any:
    """Start the server after the test database exists.

    A server that starts earlier, on SQLite in memory, shares the test's connection with every request; when the
    browser disconnects, it closes the connection that the test still uses.
    """
    return live_server


# The headless shell draws no windows and needs a fifth less processor time.
BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not chromium:
        pytest.skip("no Chromium on this machine")
    quiet = [
        "disable-quic",
        "no-first-run",
        "disable-background-networking",
        "disable-component-update",
        "disable-sync",
    ]
    small = ["no-sandbox", "disable-gpu", "disable-dev-shm-usage"]
    # Project scripts and axe run once on each page, so optimised compilation costs more time than it saves.
    plain = ["js-flags=--no-opt --no-maglev"]
    args = [f"--{flag}" for flag in (*small, *quiet, *plain)]
    return {**browser_type_launch_args, "executable_path": chromium, "args": args}


@pytest.hookimpl(tryfirst=True)
def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Use the argument name for bytes: generated files contain times, but the test ids of all workers must be equal."""
    return argname if isinstance(val, bytes) else None


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the tests that use the browser or the database, directly or through fixtures.

    Tests without the `database` mark have no database access. Tests with the `postgres` mark are deselected on other
    databases. All browser tests run in one xdist worker, so that only one browser runs at a time and the accessibility
    checker checks each kind of page once.
    """
    on_postgres = "postgresql" in settings.DATABASES["default"]["ENGINE"]
    deselected = [item for item in items if item.get_closest_marker("postgres") and not on_postgres]
    items[:] = [item for item in items if item not in deselected]
    config.hook.pytest_deselected(items=deselected)
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if "browser" in fixtures:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
        if fixtures & DATABASE_FIXTURES or item.get_closest_marker("django_db") or is_django_test_case(item):
            item.add_marker(pytest.mark.database)


DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}


def is_django_test_case(item: pytest.Item) -> bool:
    """Return whether the test belongs to a Django test case class, which opens the database itself."""
    return issubclass(getattr(item, "cls", None) or object, TransactionTestCase)


def pytest_collection_finish() -> None:
    """Exclude the objects loaded so far from garbage collection, which makes each later collection faster."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a browser or PostgreSQL test that is skipped in CI, because CI provides both."""
    report = yield
    needed = item.get_closest_marker("browser") or item.get_closest_marker("postgres")
    if report.skipped and needed and os.environ.get("CI") == "true":
        report.outcome, report.longrepr = "failed", f"skipped in CI: {report.longrepr}"
    return report


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Return a function: after `full_disk(n)`, writing more than `n` bytes to a file raises ENOSPC."""

    class LimitedFile:
        def __init__(self, file: Any, left: int) -> None:
            self.file, self.left = file, left
            self.close = file.close

        def write(self, content: bytes) -> None:
            self.file.write(content[: self.left])
            if len(content) > self.left:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            self.left -= len(content)

    fdopen = os.fdopen

    def fill(left: int) -> None:
        monkeypatch.setattr(os, "fdopen", lambda fd, mode: LimitedFile(fdopen(fd, mode), left))

    return fill


@pytest.fixture
def operator(db: None) -> User:
    return UserFactory(role=Role.OPERATOR)


@pytest.fixture
def head(db: None) -> User:
    return UserFactory(role=Role.HEAD)


@pytest.fixture
def manager(db: None) -> User:
    return UserFactory(role=Role.MANAGER)


@pytest.fixture
def vendor_user(db: None) -> User:
    return UserFactory(role=Role.VENDOR)


@pytest.fixture
def administrator(db: None) -> User:
    return UserFactory(role=Role.ADMINISTRATOR)


@pytest.fixture
def signed_in(client: Client) -> Any:
    """Return a function: `signed_in(operator)` signs the test client in as that user and returns it."""

    def sign_in(user: User) -> Client:
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def as_operator(operator: User) -> Client:
    """Return a test client of the operator, separate from `client`."""
    return _signed_in_client(operator)


@pytest.fixture
def as_manager(manager: User) -> Client:
    return _signed_in_client(manager)


def _signed_in_client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
