"""What all tests share: no network, plain static files, one person of each role."""

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

# On the way to main a run must say the same of the same code; elsewhere each run looks in new places.
# Time is never what a test measures.
hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(autouse=True)
def no_network() -> None:
    """Tests reach this machine only."""
    socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)


@pytest.fixture(autouse=True)
def media_of_its_own(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """The cache counts wrong passwords by the address they come from, which all tests share."""
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
    """Starts when the test database is there: asked before, a server on SQLite in memory would share the connection
    of the test with every request, and a browser that closes would close it under the test."""
    return live_server


# The first has no windows to draw, and takes a fifth less of the processor.
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
    # Our scripts and those of axe run once on each page: to compile them well takes longer than it saves.
    plain = ["js-flags=--no-opt --no-maglev"]
    args = [f"--{flag}" for flag in (*small, *quiet, *plain)]
    return {**browser_type_launch_args, "executable_path": chromium, "args": args}


@pytest.hookimpl(tryfirst=True)
def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Made files carry times and random ids; the names of tests must be the same in every worker."""
    return argname if isinstance(val, bytes) else None


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Marks the tests that ask for the browser, and those that ask for the database, themselves or through others: to
    a test that has not asked for the database it is closed. PostgreSQL's own run there alone.

    All that drive a browser run in one worker: there is one browser at a time then, which no other keeps waiting, and
    the inspector looks at each kind of page once.
    """
    on_postgres = "postgresql" in settings.DATABASES["default"]["ENGINE"]
    elsewhere = [item for item in items if item.get_closest_marker("postgres") and not on_postgres]
    items[:] = [item for item in items if item not in elsewhere]
    config.hook.pytest_deselected(items=elsewhere)
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        if "browser" in asked:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
        if asked & DATABASE or item.get_closest_marker("django_db") or is_of_django(item):
            item.add_marker(pytest.mark.database)


DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}


def is_of_django(item: pytest.Item) -> bool:
    """A test in a class of Django's, which opens the database by itself."""
    return issubclass(getattr(item, "cls", None) or object, TransactionTestCase)


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: whoever looks for garbage need not look through all of it each time."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where CI promises a browser and PostgreSQL, a test that skips for want of them has failed."""
    report = yield
    needed = item.get_closest_marker("browser") or item.get_closest_marker("postgres")
    if report.skipped and needed and os.environ.get("CI") == "true":
        report.outcome, report.longrepr = "failed", f"skipped in CI: {report.longrepr}"
    return report


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """`full_disk(n)`: every file that is longer than `n` bytes breaks off there, as on a disk without more room."""

    class Short:
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
        monkeypatch.setattr(os, "fdopen", lambda fd, mode: Short(fdopen(fd, mode), left))

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
    """`signed_in(operator)` is the test client of that person."""

    def sign_in(user: User) -> Client:
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def as_operator(operator: User) -> Client:
    """A browser of its own, beside that of `client`."""
    return _browser_of(operator)


@pytest.fixture
def as_manager(manager: User) -> Client:
    return _browser_of(manager)


def _browser_of(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser
