"""Isolation of vendors: requests every URL as a vendor user and finds no data of another vendor.

The URLs come from the URL resolver. `IDENTIFIER_BY_URL_NAME` says which identifiers a vendor URL takes. A new vendor
URL that is missing there fails a test, and so does a response that contains data of another vendor.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.core.files.storage import default_storage
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import Role, User
from maintenance.models import Activity, Evidence
from reports.types.registry import DocumentType
from tests.portal.scenario import (
    VendorScenario,
    create_jobs,
    issue_management_report,
    issue_vendor_documents,
    make_vendor_scenario,
    share_a_cycle,
)
from vendors.models import Membership

# URL name -> kind of identifier in `VendorScenario.ids`, for each URL that a vendor user may open.
IDENTIFIER_BY_URL_NAME = {
    "portal:work_order": "order",
    "portal:activity_create": "order",
    "portal:activity_edit": "activity",
    "portal:upload_evidence": "order",
    "portal:hand_in": "order",
    "portal:evidence": "evidence",
    "portal:evidence_thumbnail": "evidence",
    "portal:finding": "finding",
    "portal:finding_follow_up": "finding",
    "portal:round": "round",
    "portal:documentation": "round",
    "portal:evaluation": "round",
    "portal:handover": "round",
    "portal:contract": "contract",
    "scan": "label",
    "reports:document": "document",
    "reports:draft": "document",
    "reports:workbook": "document",
    "reports:edition_workbook": "issued",
    "reports:job": "rendering",
    "reports:job_retry": "rendering",
    "reports:job_file": "rendering",
    "reports:file": "issued",
    "reports:detail": "issued",
}
# Public URLs with a secret in the path; their pages must not contain the name of a vendor.
PUBLIC_SECRET_URLS = {"reports:verify": "report_token", "invitation": "made_up"}
# Public URLs with the secret of one user; their pages show what that user may see.
PERSONAL_SECRET_URLS = {"calendar_feed": "calendar"}
# URL names of libraries, which take no record of this application.
LIBRARY_URL_PREFIXES = ("account_", "mfa_")

Scenarios = tuple[VendorScenario, VendorScenario]


def named_urls(
    patterns: list[URLPattern | URLResolver], prefix: str = "", converters: dict[str, Any] | None = None
) -> Iterator[tuple[str, URLPattern, dict[str, Any]]]:
    """Yield name, pattern and path converters of every URL outside the admin site, which has its own test."""
    for entry in patterns:
        all_converters = {**(converters or {}), **getattr(entry.pattern, "converters", {})}
        if isinstance(entry, URLResolver):
            if entry.app_name != "admin":
                yield from named_urls(
                    entry.url_patterns, f"{entry.namespace}:" if entry.namespace else prefix, all_converters
                )
        elif entry.name and not entry.name.startswith(LIBRARY_URL_PREFIXES):
            yield f"{prefix}{entry.name}", entry, all_converters


ALL_URLS = list(named_urls(get_resolver().url_patterns))
URLS_WITH_IDENTIFIER = [(name, entry, converters) for name, entry, converters in ALL_URLS if converters]
URLS_WITHOUT_IDENTIFIER = [(name, entry) for name, entry, converters in ALL_URLS if not converters]


def access(entry: URLPattern) -> Any:
    return getattr(entry.callback, "access", None)


def body(response: HttpResponseBase) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    headers = " ".join(f"{name}: {value}" for name, value in response.headers.items())
    return content.decode(errors="replace").replace("\r\n ", "") + headers  # iCalendar folds its lines


def vendor_urls(scenario: VendorScenario) -> Iterator[tuple[str, str]]:
    """Yield name and URL of every page that a vendor user may open, for every record of the vendor."""
    for name, entry, converters in URLS_WITH_IDENTIFIER:
        if access(entry) == "public" or Role.VENDOR not in access(entry):
            continue
        assert name in IDENTIFIER_BY_URL_NAME, f"{name}: add it to IDENTIFIER_BY_URL_NAME"
        for identifier in scenario.ids[IDENTIFIER_BY_URL_NAME[name]]:
            values = identifier if isinstance(identifier, dict) else dict.fromkeys(converters, identifier)
            yield name, reverse(name, kwargs=values)


def staff_urls(scenario: VendorScenario) -> Iterator[str]:
    """Yield the URLs of staff pages with identifiers of the vendor's records."""
    for name, entry, converters in URLS_WITH_IDENTIFIER:
        if access(entry) == "public" or Role.VENDOR in access(entry):
            continue
        for identifier in sorted(scenario.numbers)[:6]:
            values = {name: _value(converter, identifier) for name, converter in converters.items()}
            yield reverse(name, kwargs=values)


def _value(converter: Any, identifier: int) -> Any:
    kind = type(converter).__name__
    if kind == "IntConverter":
        return identifier
    return "00000000-0000-0000-0000-000000000000" if kind == "UUIDConverter" else "laporan"


def is_refused(response: HttpResponseBase) -> bool:
    """Return whether the response is 404, or a redirect to sign-in for a user who has lost access."""
    return response.status_code == 404 or (
        response.status_code == 302 and response.headers["Location"].startswith("/accounts/login/")
    )


def assert_refused(client: Client, address: str, mark: str) -> None:
    """Assert that GET and POST are refused without `mark`; 405 is ignored, as it is independent of the identifier."""
    answers = [client.get(address), client.post(address, {"text": "x", "remark": "x"})]
    known = [response for response in answers if response.status_code != 405]
    assert known, address
    for response in known:
        assert is_refused(response), f"{address} answers {response.status_code}"
    for response in answers:
        assert mark not in body(response), address


@pytest.fixture
def fast_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DocumentType, "render_pdf", lambda *_args: b"%PDF-1.7 laporan")


@pytest.fixture
def scenarios(db: None, head: User, fast_report: None) -> Scenarios:
    mine, theirs = make_vendor_scenario("Cendrawasih"), make_vendor_scenario("Trenggiling")
    issue_vendor_documents(mine, head)
    issue_vendor_documents(theirs, head)
    create_jobs(mine)
    create_jobs(theirs)
    share_a_cycle(mine, theirs, head)
    issue_management_report(theirs, head)
    return mine, theirs


def test_a_vendor_can_open_its_own_records(client: Client, scenarios: Scenarios) -> None:
    """Shows that the other tests do not pass merely because every request is refused."""
    mine, _theirs = scenarios
    client.force_login(mine.person)
    found = {name for name, address in vendor_urls(mine) if client.get(address).status_code in (200, 302)}
    assert {"portal:work_order", "portal:evidence", "portal:finding", "portal:handover"} <= found
    assert {"reports:file", "reports:job", "reports:job_file"} <= found
    assert mine.mark in body(client.get("/portal/"))


def test_every_url_with_an_identifier_of_another_vendor_is_404(client: Client, scenarios: Scenarios) -> None:
    mine, theirs = scenarios
    client.force_login(mine.person)
    for _name, address in vendor_urls(theirs):
        assert_refused(client, address, theirs.mark)
    for address in staff_urls(theirs):
        assert_refused(client, address, theirs.mark)


def test_pages_without_an_identifier_never_name_another_vendor(client: Client, scenarios: Scenarios) -> None:
    """Searches in lower case, because the echoed query must not count as a name of the vendor."""
    mine, theirs = scenarios
    client.force_login(mine.person)
    queries = ("", f"?q={theirs.mark.lower()}", "?format=csv", f"?format=csv&q={theirs.mark.lower()}")
    for name, entry in URLS_WITHOUT_IDENTIFIER:
        for query in queries:
            response = client.get(reverse(name) + query)
            may = access(entry) == "public" or Role.VENDOR in access(entry)
            assert may or response.status_code in (403, 405), name
            assert theirs.mark not in body(response), f"{name}{query}"


def test_a_search_for_another_vendor_counts_nothing(client: Client, scenarios: Scenarios) -> None:
    mine, theirs = scenarios
    client.force_login(mine.person)
    for name, entry in URLS_WITHOUT_IDENTIFIER:
        if access(entry) == "public" or Role.VENDOR not in access(entry):
            continue
        response = client.get(reverse(name), {"q": theirs.mark})
        listing = response.context and response.context.get("listing")
        if listing is not None and listing.is_searchable:
            assert listing.total == 0, name


def test_public_pages_do_not_name_a_vendor(client: Client, scenarios: Scenarios) -> None:
    mine, theirs = scenarios
    client.force_login(mine.person)
    for name, entry, converters in URLS_WITH_IDENTIFIER:
        if access(entry) != "public":
            continue
        if name in PERSONAL_SECRET_URLS:
            continue
        assert name in PUBLIC_SECRET_URLS, f"{name}: add it to PUBLIC_SECRET_URLS"
        (parameter,) = converters
        for secret in theirs.ids[PUBLIC_SECRET_URLS[name]]:
            assert theirs.mark not in body(client.get(reverse(name, kwargs={parameter: secret}))), name


def test_personal_secret_urls_name_no_other_vendor(client: Client, scenarios: Scenarios) -> None:
    mine, theirs = scenarios
    for name, kind in PERSONAL_SECRET_URLS.items():
        (secret,) = mine.ids[kind]
        page = body(client.get(reverse(name, args=[secret])))
        assert mine.mark in page, name
        assert theirs.mark not in page, name


def test_the_admin_site_is_closed_to_vendor_users(client: Client, scenarios: Scenarios) -> None:
    mine, theirs = scenarios
    client.force_login(mine.person)
    for model in admin.site._registry:
        app, kind = model._meta.app_label, model._meta.model_name
        for address in (
            reverse(f"admin:{app}_{kind}_changelist"),
            *(
                reverse(f"admin:{app}_{kind}_{page}", args=[pk])
                for page in ("change", "history", "delete")
                for pk in list(theirs.numbers)[:2]
            ),
        ):
            response = client.get(address)
            assert response.status_code in (302, 403, 404), address
            assert theirs.mark not in body(response), address


def test_stored_files_have_no_public_url(client: Client, scenarios: Scenarios) -> None:
    mine, theirs = scenarios
    client.force_login(mine.person)
    piece = Evidence.objects.get(pk=theirs.ids["evidence"][0])
    assert default_storage.exists(piece.file.name)
    for prefix in ("/media/", "/static/", "/", "/portal/evidence/"):
        assert client.get(f"{prefix}{piece.file.name}").status_code == 404


def test_the_evidence_of_another_vendor_cannot_be_discarded(client: Client, scenarios: Scenarios) -> None:
    mine, theirs = scenarios
    client.force_login(mine.person)
    stranger = theirs.ids["evidence"][0]
    address = reverse("portal:activity_edit", args=[mine.ids["activity"][0]])
    response = client.post(address, {"discard": stranger})
    assert response.status_code == 422
    assert Evidence.objects.filter(pk=stranger).exists()
    assert theirs.mark not in body(response)


def test_the_key_of_an_activity_of_another_vendor_reveals_nothing(
    client: Client, scenarios: Scenarios
) -> None:
    mine, theirs = scenarios
    client.force_login(mine.person)
    known = Activity.objects.get(pk=theirs.ids["activity"][0])
    typed = {
        "key": str(known.key),
        "started_at": "2026-01-05T08:00",
        "ended_at": "2026-01-05T09:00",
        "description": "Filter diganti.",
    }
    response = client.post(reverse("portal:activity_create", args=[mine.ids["order"][0]]), typed)
    assert response.status_code == 302
    assert Activity.objects.filter(work_order_id=mine.ids["order"][0]).count() == 2
    known.refresh_from_db()
    assert known.description != "Filter diganti."


def test_a_user_with_an_ended_membership_sees_nothing(client: Client, scenarios: Scenarios) -> None:
    mine, _theirs = scenarios
    client.force_login(mine.person)
    Membership.objects.get(user=mine.person).end()
    for name, kind in PERSONAL_SECRET_URLS.items():
        assert mine.mark not in body(client.get(reverse(name, args=mine.ids[kind]))), name
    for _name, address in vendor_urls(mine):
        assert_refused(client, address, f"PT {mine.mark}")
    assert f"UPS {mine.mark}" not in body(client.get("/portal/"))
    for name, entry in URLS_WITHOUT_IDENTIFIER:
        if access(entry) != "public" and Role.VENDOR in access(entry):
            for mark in (f"PT {mine.mark}", f"UPS {mine.mark}", f"{mine.mark}/K/1"):
                assert mark not in body(client.get(reverse(name))), name


def test_a_user_of_two_vendors_sees_both_and_no_third(client: Client, scenarios: Scenarios) -> None:
    mine, theirs = scenarios
    third = make_vendor_scenario("Anoa")
    Membership.objects.create(vendor=theirs.contract.vendor, user=mine.person)
    client.force_login(mine.person)
    page = body(client.get("/portal/"))
    assert mine.mark in page
    assert theirs.mark in page
    assert third.mark not in page
    assert client.get(reverse("portal:work_order", args=[theirs.ids["order"][0]])).status_code == 200
    for _name, address in vendor_urls(third):
        assert_refused(client, address, third.mark)


def test_a_url_without_an_identifier_mapping_fails(
    scenarios: Scenarios, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(IDENTIFIER_BY_URL_NAME, "portal:finding")
    with pytest.raises(AssertionError, match="portal:finding"):
        list(vendor_urls(scenarios[1]))
