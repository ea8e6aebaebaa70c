"""Browsers for tests: each person has an own one, and every page that is visited is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Protocol

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, expect

from accounts.models import User
from tests.browser.inspection import Inspector
from tests.browser.person import DESKTOP, PATIENCE, PHONE, Person

expect.set_options(timeout=PATIENCE)


class Seat(Protocol):
    def __call__(
        self, user: User, viewport: dict[str, int] = ..., *, signed_in: bool = ..., script: bool = ...
    ) -> Person: ...


@pytest.fixture(scope="session")
def inspector() -> Inspector:
    return Inspector()


@pytest.fixture
def looked_at(inspector: Inspector) -> Iterator[Inspector]:
    """Fails the test that visited a page with something wrong about it."""
    inspector.complaints.clear()
    yield inspector
    complaints, inspector.complaints = inspector.complaints, []
    assert not complaints, "\n".join(complaints)


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def viewport(request: pytest.FixtureRequest) -> dict[str, int]:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def seat(new_context: Callable[..., BrowserContext], live_server: Any, looked_at: Inspector) -> Seat:
    """`seat(user)`: an own browser for this person, signed in without the form unless that is wanted."""

    def sit_down(
        user: User, viewport: dict[str, int] = DESKTOP, *, signed_in: bool = True, script: bool = True
    ) -> Person:
        context = new_context(
            viewport=viewport,
            is_mobile=viewport == PHONE,
            has_touch=viewport == PHONE,
            base_url=live_server.url,
            locale="id-ID",
            timezone_id=settings.TIME_ZONE,
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        if signed_in:
            give_session(context, user, live_server.url)
        return Person(context.new_page(), user, looked_at, script=script)

    return sit_down


def give_session(context: BrowserContext, user: User, address: str) -> None:
    client = Client()
    client.force_login(user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": address}])
