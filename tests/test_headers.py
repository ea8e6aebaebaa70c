"""Security headers of every kind of response."""

import pytest
from django.test import Client

from accounts.models import CalendarAddress, User
from assets import labels
from maintenance.sop import State
from tests.assets.factories import AssetFactory
from tests.maintenance.factories import make_cycle
from tests.vendors.factories import MembershipFactory

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
    "address",
    [
        *("/accounts/login/", "/accounts/profile/", "/tidak-ada/", "/healthz", "/admin/login/"),
        *("/accounts/invitation/salah/", "/offline/", "/sw.js", "/manifest.webmanifest"),
        "/static/tidak-ada.css",
    ],
)
def test_pages_redirects_errors_and_plain_text_have_security_headers(client: Client, address: str) -> None:
    assert_secure(client.get(address))


def test_a_page_of_a_signed_in_user_has_security_headers(client: Client, operator: User) -> None:
    client.force_login(operator)
    assert_secure(client.get("/accounts/profile/"))


def test_vendor_pages_have_security_headers(client: Client) -> None:
    client.force_login(MembershipFactory().user)
    for address in ("/portal/", "/portal/work-orders/1/", "/cycles/", "/portal/work-orders/?format=csv", "/"):
        assert_secure(client.get(address))


def test_a_refused_move_and_an_invalid_form_have_security_headers(client: Client, operator: User) -> None:
    cycle = make_cycle(State.PLANNING, by=operator)
    client.force_login(operator)
    early = client.post(f"/cycles/{cycle.pk}/moves/set_criteria/")
    assert early.status_code == 409
    wrong = client.post("/vendors/new/", {"name": ""})
    assert wrong.status_code == 422
    for answer in (early, wrong):
        assert_secure(answer)


def test_pdf_calendar_json_and_csv_have_security_headers(
    client: Client, operator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    asset = AssetFactory()
    monkeypatch.setattr(labels, "render_labels_pdf", lambda *_args: b"%PDF-1.7 label")
    client.force_login(operator)
    token = CalendarAddress.objects.renew(operator)
    for address, kind in (
        (f"/assets/labels/sheet.pdf?size=a4-3x8&asset={asset.pk}", "application/pdf"),
        (f"/calendar/feed/{token}.ics", "text/calendar"),
        ("/assets/suggestions/assets/?q=a", "application/json"),
        ("/cycles/work-orders/?format=csv", "text/csv"),
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["Content-Type"].startswith(kind)
        assert_secure(answer)


def test_a_csrf_failure_has_security_headers(operator: User) -> None:
    client = Client(enforce_csrf_checks=True)
    assert_secure(client.post("/accounts/login/", {}))
    client.force_login(operator)
    assert_secure(client.post("/i18n/", {"language": "en"}))


def test_a_server_error_has_security_headers(client: Client, settings: object) -> None:
    settings.ROOT_URLCONF = "tests.core.lists"  # type: ignore[attr-defined]
    client.raise_request_exception = False
    assert_secure(client.get("/broken/"))


def test_an_export_has_security_headers(client: Client, settings: object) -> None:
    settings.ROOT_URLCONF = "tests.core.lists"  # type: ignore[attr-defined]
    assert_secure(client.get("/people/?format=csv"))


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/profile/", "/accounts/password/change/"])
def test_a_page_has_no_inline_script_or_style(client: Client, operator: User, address: str) -> None:
    client.force_login(operator)
    page = client.get(address).text
    assert " style=" not in page
    assert "<style" not in page
    assert " onclick=" not in page
    assert page.count("<script") == page.count('<script type="module" src=')
