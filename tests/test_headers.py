"""Every kind of answer carries the security headers."""

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
def test_pages_redirects_refusals_and_plain_text_carry_them(client: Client, address: str) -> None:
    assert_secure(client.get(address))


def test_a_signed_in_page_carries_them(client: Client, operator: User) -> None:
    client.force_login(operator)
    assert_secure(client.get("/accounts/profile/"))


def test_pages_for_a_vendor_s_person_carry_them_found_or_not(client: Client) -> None:
    client.force_login(MembershipFactory().user)
    for address in ("/portal/", "/portal/work-orders/1/", "/cycles/", "/portal/work-orders/?format=csv", "/"):
        assert_secure(client.get(address))


def test_a_move_that_is_refused_and_a_form_with_errors_carry_them(client: Client, operator: User) -> None:
    cycle = make_cycle(State.PLANNING, by=operator)
    client.force_login(operator)
    early = client.post(f"/cycles/{cycle.pk}/moves/set_criteria/")
    assert early.status_code == 409
    wrong = client.post("/vendors/new/", {"name": ""})
    assert wrong.status_code == 422
    for answer in (early, wrong):
        assert_secure(answer)


def test_a_pdf_a_calendar_and_an_answer_to_a_script_carry_them(
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
