"""A vendor can never see, count, guess, search or download anything of another vendor: every address is asked.

The addresses come from the URL resolver. What a vendor may open is filled from `FILLED_BY`: a new address with an
identifier that is not named there fails here, and so does one that answers with a byte of another vendor.
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
from tests.portal.world import World, issue_papers, issue_report, make_files, make_world, share_a_cycle
from vendors.models import Membership

# The kind of identifier that stands in an address which a vendor may open.
FILLED_BY = {
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
    "reports:sheets": "document",
    "reports:edition_sheets": "issued",
    "reports:job": "rendering",
    "reports:job_retry": "rendering",
    "reports:job_file": "rendering",
    "reports:file": "issued",
    "reports:detail": "issued",
}
# Open to everybody who holds the secret in the address; they may say what they say, but never a vendor's name.
SECRETS = {"reports:verify": "report_token", "invitation": "made_up"}
# Open to whoever holds one person's secret; they say what that person may see, and never another vendor's name.
PERSONAL = {"calendar_feed": "calendar"}
# Pages of libraries that take no record of ours.
OF_LIBRARIES = ("account_", "mfa_")


def walk(
    patterns: list[URLPattern | URLResolver], space: str = "", converters: dict[str, Any] | None = None
) -> Iterator[tuple[str, URLPattern, dict[str, Any]]]:
    """Name, entry and the holes of every address but those of the admin site, which is asked by itself."""
    for entry in patterns:
        holes = {**(converters or {}), **getattr(entry.pattern, "converters", {})}
        if isinstance(entry, URLResolver):
            if entry.app_name != "admin":
                yield from walk(
                    entry.url_patterns, f"{entry.namespace}:" if entry.namespace else space, holes
                )
        elif entry.name and not entry.name.startswith(OF_LIBRARIES):
            yield f"{space}{entry.name}", entry, holes


ALL = list(walk(get_resolver().url_patterns))
WITH_IDENTIFIER = [(name, entry, holes) for name, entry, holes in ALL if holes]
WITHOUT = [(name, entry) for name, entry, holes in ALL if not holes]


def access(entry: URLPattern) -> Any:
    return getattr(entry.callback, "access", None)


def body(response: HttpResponseBase) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    headers = " ".join(f"{name}: {value}" for name, value in response.headers.items())
    return content.decode(errors="replace").replace("\r\n ", "") + headers  # iCalendar folds its lines


def addresses_of(world: World) -> Iterator[tuple[str, str]]:
    """Name and address of all that is the vendor's own, for every page that a vendor may open."""
    for name, entry, holes in WITH_IDENTIFIER:
        if access(entry) == "public" or Role.VENDOR not in access(entry):
            continue
        assert name in FILLED_BY, f"{name}: say in FILLED_BY which identifier of a vendor stands in it"
        for identifier in world.ids[FILLED_BY[name]]:
            values = identifier if isinstance(identifier, dict) else dict.fromkeys(holes, identifier)
            yield name, reverse(name, kwargs=values)


def addresses_of_staff(world: World) -> Iterator[str]:
    """Pages for staff, with every identifier that could stand in them."""
    for name, entry, holes in WITH_IDENTIFIER:
        if access(entry) == "public" or Role.VENDOR in access(entry):
            continue
        for identifier in sorted(world.numbers)[:6]:
            values = {hole: _value(converter, identifier) for hole, converter in holes.items()}
            yield reverse(name, kwargs=values)


def _value(converter: Any, identifier: int) -> Any:
    kind = type(converter).__name__
    if kind == "IntConverter":
        return identifier
    return "00000000-0000-0000-0000-000000000000" if kind == "UUIDConverter" else "laporan"


def is_refused(response: HttpResponseBase) -> bool:
    """As if it did not exist; whoever may no longer sign in is led to the sign-in page."""
    return response.status_code == 404 or (
        response.status_code == 302 and response.headers["Location"].startswith("/accounts/login/")
    )


def assert_closed(client: Client, address: str, mark: str) -> None:
    """A method that the address does not know is refused for every identifier alike."""
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
def worlds(db: None, head: User, fast_report: None) -> tuple[World, World]:
    mine, theirs = make_world("Cendrawasih"), make_world("Trenggiling")
    issue_papers(mine, head)
    issue_papers(theirs, head)
    make_files(mine)
    make_files(theirs)
    share_a_cycle(mine, theirs, head)
    issue_report(theirs, head)
    return mine, theirs


def test_a_vendor_opens_its_own(client: Client, worlds: tuple[World, World]) -> None:
    """Otherwise the refusals below would prove nothing."""
    mine, _theirs = worlds
    client.force_login(mine.person)
    found = {name for name, address in addresses_of(mine) if client.get(address).status_code in (200, 302)}
    assert {"portal:work_order", "portal:evidence", "portal:finding", "portal:handover"} <= found
    assert {"reports:file", "reports:job", "reports:job_file"} <= found
    assert mine.mark in body(client.get("/portal/"))


def test_every_address_with_an_identifier_of_another_vendor_is_404(
    client: Client, worlds: tuple[World, World]
) -> None:
    mine, theirs = worlds
    client.force_login(mine.person)
    for _name, address in addresses_of(theirs):
        assert_closed(client, address, theirs.mark)
    for address in addresses_of_staff(theirs):
        assert_closed(client, address, theirs.mark)


def test_pages_without_an_identifier_never_name_another_vendor(
    client: Client, worlds: tuple[World, World]
) -> None:
    """Lists, searches, counts, exports, calendar, profile; the name is asked for in small letters, told apart."""
    mine, theirs = worlds
    client.force_login(mine.person)
    queries = ("", f"?q={theirs.mark.lower()}", "?format=csv", f"?format=csv&q={theirs.mark.lower()}")
    for name, entry in WITHOUT:
        for query in queries:
            response = client.get(reverse(name) + query)
            may = access(entry) == "public" or Role.VENDOR in access(entry)
            assert may or response.status_code in (403, 405), name
            assert theirs.mark not in body(response), f"{name}{query}"


def test_a_search_for_another_vendor_counts_nothing(client: Client, worlds: tuple[World, World]) -> None:
    mine, theirs = worlds
    client.force_login(mine.person)
    for name, entry in WITHOUT:
        if access(entry) == "public" or Role.VENDOR not in access(entry):
            continue
        response = client.get(reverse(name), {"q": theirs.mark})
        listing = response.context and response.context.get("listing")
        if listing is not None and listing.is_searchable:
            assert listing.total == 0, name


def test_public_pages_do_not_name_a_vendor(client: Client, worlds: tuple[World, World]) -> None:
    mine, theirs = worlds
    client.force_login(mine.person)
    for name, entry, holes in WITH_IDENTIFIER:
        if access(entry) != "public":
            continue
        if name in PERSONAL:
            continue
        assert name in SECRETS, f"{name}: say in SECRETS which secret stands in it"
        (hole,) = holes
        for secret in theirs.ids[SECRETS[name]]:
            assert theirs.mark not in body(client.get(reverse(name, kwargs={hole: secret}))), name


def test_what_a_personal_secret_opens_names_no_other_vendor(
    client: Client, worlds: tuple[World, World]
) -> None:
    mine, theirs = worlds
    for name, kind in PERSONAL.items():
        (secret,) = mine.ids[kind]
        page = body(client.get(reverse(name, args=[secret])))
        assert mine.mark in page, name
        assert theirs.mark not in page, name


def test_the_admin_site_leads_a_vendor_nowhere(client: Client, worlds: tuple[World, World]) -> None:
    mine, theirs = worlds
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


def test_files_have_no_address_of_their_own(client: Client, worlds: tuple[World, World]) -> None:
    mine, theirs = worlds
    client.force_login(mine.person)
    piece = Evidence.objects.get(pk=theirs.ids["evidence"][0])
    assert default_storage.exists(piece.file.name)
    for prefix in ("/media/", "/static/", "/", "/portal/evidence/"):
        assert client.get(f"{prefix}{piece.file.name}").status_code == 404


def test_the_evidence_of_another_vendor_cannot_be_discarded(
    client: Client, worlds: tuple[World, World]
) -> None:
    mine, theirs = worlds
    client.force_login(mine.person)
    stranger = theirs.ids["evidence"][0]
    address = reverse("portal:activity_edit", args=[mine.ids["activity"][0]])
    response = client.post(address, {"discard": stranger})
    assert response.status_code == 422
    assert Evidence.objects.filter(pk=stranger).exists()
    assert theirs.mark not in body(response)


def test_the_key_of_another_vendors_activity_tells_nothing(
    client: Client, worlds: tuple[World, World]
) -> None:
    mine, theirs = worlds
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


def test_a_person_whose_membership_ended_sees_nothing_any_more(
    client: Client, worlds: tuple[World, World]
) -> None:
    mine, _theirs = worlds
    client.force_login(mine.person)
    Membership.objects.get(user=mine.person).end()
    for name, kind in PERSONAL.items():
        assert mine.mark not in body(client.get(reverse(name, args=mine.ids[kind]))), name
    for _name, address in addresses_of(mine):
        assert_closed(client, address, f"PT {mine.mark}")
    assert f"UPS {mine.mark}" not in body(client.get("/portal/"))
    for name, entry in WITHOUT:
        if access(entry) != "public" and Role.VENDOR in access(entry):
            for mark in (f"PT {mine.mark}", f"UPS {mine.mark}", f"{mine.mark}/K/1"):
                assert mark not in body(client.get(reverse(name))), name


def test_a_person_of_two_vendors_sees_both_and_no_third(client: Client, worlds: tuple[World, World]) -> None:
    mine, theirs = worlds
    third = make_world("Anoa")
    Membership.objects.create(vendor=theirs.contract.vendor, user=mine.person)
    client.force_login(mine.person)
    page = body(client.get("/portal/"))
    assert mine.mark in page
    assert theirs.mark in page
    assert third.mark not in page
    assert client.get(reverse("portal:work_order", args=[theirs.ids["order"][0]])).status_code == 200
    for _name, address in addresses_of(third):
        assert_closed(client, address, third.mark)


def test_a_new_address_that_cannot_be_filled_fails(
    worlds: tuple[World, World], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(FILLED_BY, "portal:finding")
    with pytest.raises(AssertionError, match="portal:finding"):
        list(addresses_of(worlds[1]))
