"""Browser test of an invitation: from the link to the portal, with a wrong answer and a used link."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from accounts.invitations import token_of
from tests.vendors.factories import ContractFactory
from vendors.models import Membership

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def membership() -> Membership:
    return ContractFactory().vendor.add_person(email="sari@contoh.co.id", full_name="Sari")


def assert_accessible_and_fits(page: Page) -> None:
    violations = Axe().run(page).response["violations"]
    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [1280, 390])
def test_an_invited_user_gets_from_the_link_to_the_portal(
    page: Page, live_server: Any, membership: Membership, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    invitation = membership.invitation
    assert invitation
    link = f"{live_server.url}/accounts/invitation/{token_of(invitation)}/"
    page.goto(link)
    assert token_of(invitation) not in page.url
    assert_accessible_and_fits(page)
    page.locator("[name=full_name]").fill("Sari Dewi")
    page.locator("[name=new_password1]").fill("kuncian-aneh-88")
    page.get_by_role("button", name="Simpan dan masuk").click()
    expect(page.get_by_text("Belum tersimpan")).to_be_visible()
    expect(page.locator("[name=full_name]")).to_have_value("Sari Dewi")
    assert_accessible_and_fits(page)
    page.locator("[name=new_password1]").fill("kuncian-aneh-88")
    page.locator("[name=new_password2]").fill("kuncian-aneh-88")
    page.get_by_role("button", name="Simpan dan masuk").click()
    expect(page).to_have_url(f"{live_server.url}/portal/")
    page.goto(link)
    expect(page.get_by_text("Undangan ini sudah dipakai")).to_be_visible()
    assert_accessible_and_fits(page)
