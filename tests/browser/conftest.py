"""Browsers for tests: each person has an own one, and every page that is visited is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Protocol

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, expect

from accounts.models import User
from tests.browser.browser_user import DESKTOP, PHONE, TIMEOUT_MS, BrowserUser
from tests.browser.page_checks import Inspector

expect.set_options(timeout=TIMEOUT_MS)


class OpenBrowser(Protocol):
    def __call__(
        self, user: User, viewport: dict[str, int] = ..., *, signed_in: bool = ..., script: bool = ...
    ) -> BrowserUser: ...


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
def open_browser(
    new_context: Callable[..., BrowserContext], live_server: Any, looked_at: Inspector
) -> OpenBrowser:
    """`open_browser(user)`: an own browser for this person, signed in without the form unless that is wanted."""

    def open_for(
        user: User, viewport: dict[str, int] = DESKTOP, *, signed_in: bool = True, script: bool = True
    ) -> BrowserUser:
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
        context.set_default_timeout(TIMEOUT_MS)
        if signed_in:
            give_session(context, user, live_server.url)
        return BrowserUser(context.new_page(), user, looked_at, script=script)

    return open_for


def give_session(context: BrowserContext, user: User, address: str) -> None:
    client = Client()
    client.force_login(user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": address}])
