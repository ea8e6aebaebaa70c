"""Password reset and lockout: wrong passwords lock, and a reset request does not reveal who has an account."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from core.mail import send_due
from core.models import OutgoingMail
from tests.accounts.factories import PASSWORD, UserFactory
from tests.vendors.factories import ContractFactory, MembershipFactory, VendorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clear_rate_limits() -> None:
    cache.clear()


def guess(client: Client, person: User, password: str = "salah", address: str = "10.0.0.1") -> Any:
    data = {"login": person.email, "password": password}
    return client.post("/accounts/login/", data, REMOTE_ADDR=address)


def test_an_account_is_locked_after_failures_from_several_ip_addresses(client: Client) -> None:
    person = UserFactory()
    for n in range(8):
        guess(client, person, address=f"10.0.0.{n}")
    page = guess(client, person, PASSWORD, address="10.0.0.99")
    assert "Terlalu banyak percobaan masuk yang gagal, untuk akun ini" in page.text
    assert "_auth_user_id" not in client.session


def test_an_ip_address_is_locked_after_failures_on_several_accounts(client: Client) -> None:
    for person in UserFactory.create_batch(20):
        guess(client, person)
    person = UserFactory()
    page = guess(client, person, PASSWORD)
    assert "Terlalu banyak percobaan masuk yang gagal" in page.text
    guess(client, person, PASSWORD, address="10.0.0.2")
    assert client.session["_auth_user_id"] == str(person.pk)


def test_an_unknown_account_is_locked_in_the_same_way(client: Client) -> None:
    nobody = User(email="siapa@contoh.ac.id")
    pages = [guess(client, nobody, address=f"10.0.0.{n}").text for n in range(9)]
    assert "Terlalu banyak percobaan masuk yang gagal" in pages[-1]


def _unknown() -> str:
    return "siapa@contoh.ac.id"


def _known() -> str:
    email: str = UserFactory().email
    return email


def _inactive() -> str:
    email: str = UserFactory(is_active=False).email
    return email


def _with_ended_membership() -> str:
    contract = ContractFactory(starts_on="2001-01-01", ends_on="2001-12-31")
    email: str = MembershipFactory(vendor=contract.vendor).user.email
    return email


def _invited() -> str:
    email: str = VendorFactory().add_person(email="sari@contoh.co.id", full_name="Sari").user.email
    return email


def _no_longer_invited() -> str:
    membership = VendorFactory().add_person(email="dodi@contoh.co.id", full_name="Dodi")
    membership.end()
    send_due()
    mail.outbox.clear()
    email: str = membership.user.email
    return email


ADDRESSES = [_unknown, _known, _inactive, _with_ended_membership, _invited, _no_longer_invited]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_response_is_the_same_for_every_kind_of_address(
    client: Client, address: Callable[[], str]
) -> None:
    answer = client.post("/accounts/password/reset/", {"email": address()}, follow=True)
    stranger = Client().post("/accounts/password/reset/", {"email": "lain@contoh.ac.id"}, follow=True)
    assert answer.redirect_chain == stranger.redirect_chain == [("/accounts/password/reset/done/", 302)]
    assert answer.context["request"].path == "/accounts/password/reset/done/"
    assert without_token(answer.text) == without_token(stranger.text)


def without_token(page: str) -> list[str]:
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_mail_is_sent_during_the_request_so_the_duration_reveals_nothing(
    client: Client, address: Callable[[], str]
) -> None:
    email = address()
    with CaptureQueriesContext(connection) as queries:
        client.post("/accounts/password/reset/", {"email": email})
    written = [query for query in queries if query["sql"].startswith(("INSERT", "UPDATE"))]
    assert any("core_outgoingmail" in query["sql"] for query in written)
    assert len(queries) <= 11
    assert mail.outbox == []


def test_a_known_user_gets_a_link_that_works_once(client: Client) -> None:
    person = UserFactory()
    client.post("/accounts/password/reset/", {"email": person.email.upper()})
    send_due()
    assert mail.outbox[0].to == [person.email]
    line = next(line for line in mail.outbox[0].body.splitlines() if "/password/reset/key/" in line)
    form = client.get("/" + line.split("/", 3)[3], follow=True)
    data = {"password1": "kuncian-aneh-88", "password2": "kuncian-aneh-88"}
    client.post(form.request["PATH_INFO"], data)
    person.refresh_from_db()
    assert person.check_password("kuncian-aneh-88")
    assert "Tautan tidak berlaku" in Client().get("/" + line.split("/", 3)[3], follow=True).text


def test_an_invited_user_gets_the_invitation_again(client: Client) -> None:
    email = _invited()
    send_due()
    client.post("/accounts/password/reset/", {"email": email})
    send_due()
    assert [message.subject for message in mail.outbox] == ["[Siklus] Undangan ke Siklus"] * 2


@pytest.mark.parametrize("address", [_unknown, _inactive, _no_longer_invited])
def test_other_addresses_get_no_mail(client: Client, address: Callable[[], str]) -> None:
    client.post("/accounts/password/reset/", {"email": address()})
    assert not OutgoingMail.objects.filter(sent_at=None).exists()
    assert send_due() == 0
