"""What a page costs on the wire, with static files as production serves them: hashed, compressed, cached for good."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connections
from django.template import engines
from playwright.sync_api import BrowserContext

from accounts.models import User
from maintenance.sop import State
from tests.browser.browser_user import DESKTOP, PHONE
from tests.browser.conftest import give_session
from tests.browser.offline.actions import COPY_IS_KEPT
from tests.maintenance.factories import make_cycle

MOST_REQUESTS, MOST_BYTES = 10, 150_000


class Scales:
    """Stands before the application and weighs what it answers."""

    def __init__(self, application: Any) -> None:
        self.application = application
        self.answers: dict[str, int] = {}

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ["PATH_INFO"]

        def started(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            head = sum(len(name) + len(value) + 4 for name, value in headers)
            self.answers[path] = self.answers.get(path, 0) + head
            return start_response(status, headers, *rest)

        body = self.application(environ, started)
        try:
            for piece in body:
                self.answers[path] += len(piece)
                yield piece
        finally:
            body.close()
            connections.close_all()


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Silent(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        """The test reads the scales, not a log."""


@pytest.fixture
def scales(transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[tuple[Scales, str]]:
    """The application as production runs it, and its address."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "core.frontend.static_files.HashedStaticFilesStorage"},
    }
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = False
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    call_command("collectstatic", interactive=False, verbosity=0)
    forget_where_files_lie()
    application = Scales(WSGIHandler())
    server = make_server("127.0.0.1", 0, application, Server, Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield application, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    forget_where_files_lie()


def forget_where_files_lie() -> None:
    """Pages that were made by other tests in the same process hold the plain names."""
    for loader in engines["django"].engine.template_loaders:
        loader.reset()


def test_the_page_of_a_cycle_is_light(
    scales: tuple[Scales, str], new_context: Callable[..., BrowserContext], operator: User
) -> None:
    weighed, address = scales
    cycle = make_cycle(State.INTERNAL_WORK, by=operator)
    context = new_context(viewport=DESKTOP)
    give_session(context, operator, address)

    context.new_page().goto(f"{address}/cycles/{cycle.pk}/", wait_until="networkidle")
    first = dict(weighed.answers)
    assert any(path.endswith(".css") for path in first)
    assert len(first) <= MOST_REQUESTS, first
    assert sum(first.values()) < MOST_BYTES, first

    weighed.answers.clear()
    context.new_page().goto(f"{address}/cycles/{cycle.pk}/", wait_until="networkidle")
    assert len(weighed.answers) <= 2, weighed.answers


def test_the_activity_form_is_light_and_then_costs_one_page(
    scales: tuple[Scales, str], new_context: Callable[..., BrowserContext], operator: User
) -> None:
    """With all that keeps it usable without a line: its worker, and the files that this puts away."""
    weighed, address = scales
    order = make_cycle(State.INTERNAL_WORK, by=operator, checklist=True).rounds.get().work_orders.get()
    context = new_context(viewport=PHONE)
    give_session(context, operator, address)
    form = f"{address}/cycles/work-orders/{order.pk}/activities/new/"

    page = context.new_page()
    page.goto(form, wait_until="networkidle")
    page.evaluate(COPY_IS_KEPT)
    page.wait_for_load_state("networkidle")
    first = dict(weighed.answers)
    assert any(path.endswith(".js") for path in first)
    assert "/offline/" in first
    assert sum(first.values()) < MOST_BYTES, (sum(first.values()), first)

    weighed.answers.clear()
    context.new_page().goto(form, wait_until="networkidle")
    pages = [path for path in weighed.answers if not path.startswith("/sw")]
    assert pages == [form.removeprefix(address)], weighed.answers
    assert sum(weighed.answers.values()) < 20_000, weighed.answers
