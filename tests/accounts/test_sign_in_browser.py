"""Browser tests of sign-in: an expired session, the phone menu, accessibility and content security policy."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from accounts.models import Role, User
from tests.accounts.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def person() -> User:
    return UserFactory(role=Role.OPERATOR, full_name="Ratna Wulandari")


def sign_in(page: Page, person: User) -> None:
    page.get_by_label("Alamat surel").fill(person.email)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()


def assert_accessible(page: Page) -> None:
    violations = Axe().run(page).response["violations"]
    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in violations] == []


@pytest.mark.parametrize("width", [1280, 390])
def test_a_form_survives_an_expired_session(page: Page, live_server: Any, person: User, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{live_server.url}/vendors/new/")
    assert_accessible(page)
    sign_in(page, person)
    page.locator("[name=name]").fill("PT Catu Daya Sejahtera")
    page.context.clear_cookies(name="sessionid")
    page.locator("main form button.btn-primary").click()

    expect(page.get_by_text("Sesi Anda sudah berakhir")).to_be_visible()
    assert_accessible(page)
    sign_in(page, person)
    expect(page.get_by_role("heading", name="Kirim ulang isian Anda")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Kirim ulang").click()
    expect(page.get_by_role("heading", name="PT Catu Daya Sejahtera")).to_be_visible()


def test_the_phone_menu_opens_without_scrolling_sideways(page: Page, live_server: Any, person: User) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{live_server.url}/accounts/profile/")
    sign_in(page, person)
    page.get_by_text("Menu", exact=True).click()
    expect(page.get_by_role("link", name="Siklus", exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)


def test_pages_report_no_content_security_policy_violation(
    page: Page, live_server: Any, person: User
) -> None:
    console_errors: list[str] = []
    page.on(
        "console", lambda message: console_errors.append(message.text) if message.type == "error" else None
    )
    page.goto(f"{live_server.url}/accounts/profile/")
    sign_in(page, person)
    expect(page.get_by_role("heading", name="Profil")).to_be_visible()
    assert console_errors == []
