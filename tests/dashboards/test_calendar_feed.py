"""Private calendar feed: its contents, its readers and its revocation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from accounts.models import CalendarAddress, Role, User
from maintenance.models import WorkOrder
from maintenance.sop import State
from tests.accounts.factories import UserFactory
from tests.maintenance.factories import make_cycle
from tests.vendors.factories import AmendmentFactory, ContractFactory, MembershipFactory
from vendors.models import Contract, Membership

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def february() -> Iterator[None]:
    with time_machine.travel("2026-02-10T03:00:00+00:00", tick=True):
        yield


@pytest.fixture
def technician() -> User:
    return UserFactory(role=Role.VENDOR)


@pytest.fixture
def contract(technician: User) -> Contract:
    contract = ContractFactory(number="K/1", ends_on=date(2026, 12, 31))
    MembershipFactory(vendor=contract.vendor, user=technician)
    make_cycle(State.VENDOR_WORK, contract=contract, assets=2)
    return contract


def events(user: User) -> dict[str, dict[str, object]]:
    """Return the events of a user's feed by title, parsed with icalendar."""
    calendar = Calendar.from_ical(Client().get(feed_url(user)).content)
    return {str(each["summary"]): each for each in calendar.walk("VEVENT")}


def feed_url(user: User) -> str:
    return f"/calendar/feed/{CalendarAddress.objects.renew(user)}.ics"


def test_the_feed_contains_work_rounds_and_contract_ends(contract: Contract, technician: User) -> None:
    order = WorkOrder.objects.select_related("round__cycle", "planned_work", "asset").order_by("due_on")[0]
    found = events(technician)
    work = next(each for title, each in found.items() if title.startswith(order.planned_work.title))
    assert work["summary"].endswith("(0/2)")
    assert work["dtstart"].dt == order.due_on
    assert work["dtend"].dt == order.due_on + timedelta(days=1)
    assert order.asset.code in work["description"]
    round_ = found[f"Putaran 1, {order.round.cycle.code}"]
    assert (round_["dtstart"].dt, round_["dtend"].dt) == (
        order.round.starts_on,
        order.round.ends_on + timedelta(days=1),
    )
    assert found["Kontrak K/1 berakhir"]["dtstart"].dt == contract.ends_on


def test_a_contract_end_follows_its_amendment(contract: Contract, technician: User) -> None:
    later = contract.ends_on + timedelta(days=20)
    AmendmentFactory(contract=contract, effective_on=date(2026, 2, 1), new_end=later, new_value=None)
    assert events(technician)["Kontrak K/1 berakhir"]["dtstart"].dt == later


def test_open_work_never_leaves_the_feed(contract: Contract, technician: User) -> None:
    late, done = WorkOrder.objects.order_by("pk")[:2]
    WorkOrder.objects.filter(pk=late.pk).update(due_on=date(2025, 1, 6))
    settled = {"state": "not_done", "reason_not_done": "Aset diganti."}
    WorkOrder.objects.filter(pk=done.pk).update(due_on=date(2025, 1, 7), **settled)
    days = {each["dtstart"].dt for each in events(technician).values()}
    assert date(2025, 1, 6) in days
    assert date(2025, 1, 7) not in days


def test_links_open_pages_that_the_user_may_see(contract: Contract, technician: User, operator: User) -> None:
    for person in (technician, operator):
        client = Client()
        client.force_login(person)
        for title, event in events(person).items():
            path = re.sub(r"https?://[^/]+", "", str(event["url"]))
            assert client.get(path).status_code == 200, title


def test_the_database_does_not_store_the_secret(operator: User) -> None:
    token = CalendarAddress.objects.renew(operator)
    kept = CalendarAddress.objects.get(user=operator)
    assert token not in (kept.token_hash, str(kept))
    assert len(token) >= 40


def test_unknown_renewed_and_revoked_addresses_return_404(client: Client, operator: User) -> None:
    first, second = feed_url(operator), feed_url(operator)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    CalendarAddress.objects.revoke(operator)
    assert client.get(second).status_code == 404
    assert client.get("/calendar/feed/x.ics").status_code == 404


def test_the_address_of_an_inactive_user_returns_404(client: Client, operator: User) -> None:
    link = feed_url(operator)
    operator.is_active = False
    operator.save(update_fields=["is_active"])
    assert client.get(link).status_code == 404


def test_entries_disappear_when_the_membership_ends(contract: Contract, technician: User) -> None:
    Membership.objects.get(user=technician).end()
    assert not events(technician)


def test_entries_end_with_the_contract_except_for_started_work(contract: Contract, technician: User) -> None:
    with time_machine.travel("2027-01-02T03:00:00+00:00"):
        assert "Kontrak K/1 berakhir" not in events(technician)
        assert any(title.startswith("Putaran 1") for title in events(technician))
        WorkOrder.objects.first().round.cycle.rounds.update(ended_at=timezone.now())
        assert not events(technician)


def test_an_unchanged_feed_returns_304(client: Client, contract: Contract, operator: User) -> None:
    link = feed_url(operator)
    first = client.get(link)
    assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert first.headers["Cache-Control"] == "private, no-cache"
    again = client.get(link, headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    WorkOrder.objects.filter(state="open").update(due_on=date(2026, 3, 2))
    changed = client.get(link, headers={"if-none-match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert "Cookie" not in first.headers.get("Vary", "")


def test_the_feed_uses_the_language_of_the_user(contract: Contract, operator: User) -> None:
    operator.set_language("en")
    assert any(title.startswith("Round 1") for title in events(operator))


def test_queries_do_not_grow_with_the_due_work(
    client: Client, contract: Contract, operator: User, django_assert_max_num_queries
) -> None:
    link = feed_url(operator)
    make_cycle(State.VENDOR_WORK, contract=contract, assets=5)
    with django_assert_max_num_queries(5):
        client.get(link)


def test_a_user_can_create_renew_and_revoke_the_feed_url(signed_in, client: Client, operator: User) -> None:
    browser = signed_in(operator)
    assert "Cabut alamat" not in browser.get("/accounts/profile/").text
    made = browser.post("/accounts/profile/calendar/renew/")
    link = re.search(r"/calendar/feed/[\w-]+\.ics", made.text)[0]
    assert made.headers["Cache-Control"].endswith("private")
    assert client.get(link).status_code == 200
    profile = browser.get("/accounts/profile/").text
    assert "Cabut alamat" in profile
    assert link not in profile
    browser.post("/accounts/profile/calendar/revoke/")
    assert client.get(link).status_code == 404
    assert "Cabut alamat" not in browser.get("/accounts/profile/").text


def test_the_calendar_page_explains_how_to_subscribe(signed_in, operator: User) -> None:
    assert "/accounts/profile/#kalender" in signed_in(operator).get("/calendar/").text
