"""Every kind of answer carries the security headers."""

import pytest
from django.test import Client

from accounts.models import User

pytestmark = pytest.mark.django_db
EXPECTED = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def assert_secure(response: object) -> None:
    headers = response.headers  # type: ignore[attr-defined]
    for name, value in EXPECTED.items():
        assert headers[name] == value
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "geolocation=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize(
    "address", ["/accounts/login/", "/accounts/profile/", "/tidak-ada/", "/healthz", "/admin/login/"]
)
def test_pages_redirects_refusals_and_plain_text_carry_them(client: Client, address: str) -> None:
    assert_secure(client.get(address))


def test_a_signed_in_page_carries_them(client: Client, operator: User) -> None:
    client.force_login(operator)
    assert_secure(client.get("/accounts/profile/"))


def test_a_refused_form_carries_them(operator: User) -> None:
    client = Client(enforce_csrf_checks=True)
    assert_secure(client.post("/accounts/login/", {}))
    client.force_login(operator)
    assert_secure(client.post("/i18n/", {"language": "en"}))


def test_a_crash_carries_them(client: Client, settings: object) -> None:
    settings.ROOT_URLCONF = "tests.core.lists"  # type: ignore[attr-defined]
    client.raise_request_exception = False
    assert_secure(client.get("/broken/"))


def test_an_export_carries_them(client: Client, settings: object) -> None:
    settings.ROOT_URLCONF = "tests.core.lists"  # type: ignore[attr-defined]
    assert_secure(client.get("/people/?format=csv"))


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/profile/", "/accounts/password/change/"])
def test_no_page_holds_a_script_or_a_style_of_its_own(client: Client, operator: User, address: str) -> None:
    client.force_login(operator)
    page = client.get(address).text
    assert " style=" not in page
    assert "<style" not in page
    assert " onclick=" not in page
    assert page.count("<script") == page.count('<script type="module" src=')
