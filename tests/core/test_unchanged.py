"""What is kept is exact: handed out again while the database is as it was, made anew after any change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from accounts.models import Role, User
from assets.models import Location
from core import unchanged
from core.unchanged import kept, stamp
from tests.accounts.factories import UserFactory

outside = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    unchanged.forget()
    yield
    unchanged.forget()


@pytest.fixture
def nobody_writes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Beside us others may write to other databases of the server, which would count; its last stamp can be changed."""
    stamps = ["now"]
    monkeypatch.setattr(unchanged, "stamp", lambda: stamps[-1])
    return stamps


def a_request(method: str = "GET", path: str = "/") -> HttpRequest:
    return RequestFactory().generic(method, path)


def places(request: HttpRequest | None = None) -> list[str]:
    return kept(
        request or a_request(), "places", lambda: list(Location.objects.values_list("name", flat=True))
    )


def elsewhere(act: Callable[[], object]) -> None:
    """By another connection, as another server process would."""

    def with_own_connection() -> None:
        try:
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(with_own_connection).result()


@pytest.mark.django_db
def test_it_is_made_once_while_nobody_writes(nobody_writes: list[str]) -> None:
    Location.objects.create(name="Gedung A")
    assert places() == ["Gedung A"]
    with CaptureQueriesContext(connection) as asked:
        assert places() == ["Gedung A"]
    assert not [query for query in asked if "assets_location" in query["sql"]]


@outside
def test_what_this_connection_commits_is_seen_at_once() -> None:
    assert places() == []
    Location.objects.create(name="Gedung A")
    assert places() == ["Gedung A"]


@outside
def test_what_another_connection_commits_is_seen_at_once() -> None:
    assert places() == []
    elsewhere(lambda: Location.objects.create(name="Gedung B"))
    assert places() == ["Gedung B"]
    elsewhere(lambda: Location.objects.update(name="Gedung C"))
    assert places() == ["Gedung C"]
    elsewhere(lambda: Location.objects.all().delete())
    assert places() == []


@outside
def test_a_transaction_sees_its_own_and_leaves_nothing_behind_when_it_is_taken_back() -> None:
    assert places() == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Location.objects.create(name="Gedung D")
        assert places() == ["Gedung D"]
        raise IntegrityError
    assert places() == []


@outside
def test_what_is_committed_while_it_is_made_is_not_missed_afterwards() -> None:
    def read_too_early() -> list[str]:
        names = list(Location.objects.values_list("name", flat=True))
        elsewhere(lambda: Location.objects.create(name="Gedung E"))
        return names

    assert kept(a_request(), "places", read_too_early) == []
    assert places() == ["Gedung E"]


@outside
def test_a_request_that_may_write_keeps_nothing() -> None:
    assert places() == []
    request = a_request("POST")
    assert places(request) == []
    Location.objects.create(name="Gedung F")
    assert places(request) == ["Gedung F"]


@outside
def test_a_stamp_never_comes_back() -> None:
    seen = {stamp()}
    for number in range(20):
        Location.objects.create(name=f"Gedung {number}")
        seen.add(stamp())
        assert len(seen) == number + 2


@outside
def test_a_stamp_stays_while_nobody_writes() -> None:
    assert any(stamp() == stamp() for _attempt in range(100)), "others may write between two, but not always"


@pytest.mark.django_db
def test_the_longest_unused_makes_way(monkeypatch: pytest.MonkeyPatch, nobody_writes: list[str]) -> None:
    monkeypatch.setattr(unchanged, "MOST", 2)
    made: list[str] = []
    for key in ("a", "b", "a", "c", "a", "b"):
        kept(a_request(), key, lambda key=key: made.append(key))
    assert made == ["a", "b", "c", "b"]


@pytest.mark.django_db
def test_inside_a_transaction_nothing_can_be_told() -> None:
    assert stamp() == ""


# --- On a page ---------------------------------------------------------------------------------------------


def shown(user: User, *, path: str = "/") -> str:
    request = a_request(path=path)
    request.user = user
    template = Template(
        "{% load siklus %}{% unchanged %}{{ user.full_name }}, {{ request.path }}{% endunchanged %}"
    )
    return template.render(Context({"request": request, "user": user}))


@pytest.mark.django_db
def test_a_page_is_kept_for_its_person_and_address_only(nobody_writes: list[str]) -> None:
    ani, budi = UserFactory(full_name="Ani"), UserFactory(full_name="Budi")
    assert shown(ani) == "Ani, /"
    assert shown(budi) == "Budi, /"
    assert shown(ani, path="/assets/") == "Ani, /assets/"
    ani.full_name = "Ani yang tidak disimpan"
    assert shown(ani) == "Ani, /", "nothing was written, so the page is as it was"


@pytest.mark.django_db
def test_a_page_is_kept_for_its_language_and_day_only(nobody_writes: list[str]) -> None:
    request = a_request()
    request.user = UserFactory()
    template = Template(
        "{% load siklus %}{% unchanged %}{{ day.today|format_date }}{% endunchanged %}",
    )

    def page(on: str) -> str:
        with time_machine.travel(f"{on} 09:00+07:00", tick=False):
            return template.render(Context({"request": request, "day": {"today": timezone.localdate()}}))

    assert page("2026-03-02") == "2 Maret 2026"
    assert page("2026-03-03") == "3 Maret 2026"
    with translation.override("en"):
        assert page("2026-03-03") == "3 March 2026"


@pytest.mark.django_db
def test_a_form_with_the_token_of_a_session_is_never_kept(nobody_writes: list[str]) -> None:
    request = a_request()
    request.user = UserFactory()
    template = Template("{% load siklus %}{% unchanged %}<form>{% csrf_token %}</form>{% endunchanged %}")
    with pytest.raises(AssertionError, match="token of a session"):
        template.render(Context({"request": request, "csrf_token": "abc"}))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "path"),
    [
        (Role.OPERATOR, "/"),
        (Role.HEAD, "/"),
        (Role.MANAGER, "/"),
        (Role.MANAGER, "/reports/indicators/"),
        (Role.VENDOR, "/portal/"),
        (Role.OPERATOR, "/assets/map/"),
    ],
)
def test_a_page_that_is_kept_asks_only_who_looks(
    client: Client, role: Role, path: str, nobody_writes: list[str]
) -> None:
    client.force_login(UserFactory(role=role))
    first = client.get(path).content
    with CaptureQueriesContext(connection) as asked:
        again = client.get(path).content
    rooms = [query["sql"] for query in asked if not _is_about_the_visitor(query["sql"])]
    assert not rooms
    assert _body(again) == _body(first)
    nobody_writes.append("later")
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    assert [query["sql"] for query in asked if not _is_about_the_visitor(query["sql"])]


@outside
def test_the_stamp_comes_with_the_person_who_asks(client: Client) -> None:
    client.force_login(UserFactory(role=Role.OPERATOR))
    with CaptureQueriesContext(connection) as asked:
        client.get("/")
    snapshots = [query["sql"] for query in asked if "pg_current_snapshot" in query["sql"]]
    assert all('FROM "accounts_user"' in sql for sql in snapshots)
    assert len(snapshots) == (connection.vendor == "postgresql")


def _is_about_the_visitor(sql: str) -> bool:
    return any(name in sql for name in ('FROM "django_session"', 'FROM "accounts_user"'))


def _body(page: bytes) -> bytes:
    """Without the frame, whose forms carry tokens."""
    return page.partition(b"<main")[2].partition(b"</main>")[0]
