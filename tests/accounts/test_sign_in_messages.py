"""Sign-in pages: translated labels, password rules and error messages."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from core.mail import send_due
from tests.accounts.factories import PASSWORD

pytestmark = pytest.mark.django_db
RULES = "Sedikitnya 8 karakter; bukan angka saja"


@pytest.fixture(autouse=True)
def clear_rate_limits() -> None:
    cache.clear()


def labels(page: str) -> list[str]:
    return [
        " ".join(re.sub(r"<[^>]+>|\*", " ", each).split())
        for each in re.findall(r"<label[^>]*>(.*?)</label>", page, re.S)
    ]


@pytest.mark.parametrize(
    ("address", "signed_in", "expected"),
    [
        ("/accounts/login/", False, ["Alamat surel", "Kata sandi"]),
        ("/accounts/password/reset/", False, ["Alamat surel"]),
        (
            "/accounts/password/change/",
            True,
            ["Kata sandi sekarang", "Kata sandi baru", "Ulangi kata sandi baru"],
        ),
        ("/accounts/reauthenticate/", True, ["Kata sandi"]),
    ],
)
def test_fields_have_translated_labels(
    client: Client, operator: User, address: str, signed_in: bool, expected: list[str]
) -> None:
    if signed_in:
        client.force_login(operator)
    page = client.get(address).text
    assert labels(page) == expected
    assert "placeholder=" not in page
    assert (RULES in page) == ("Kata sandi baru" in expected)


def test_the_lockout_message_does_not_mention_saving(client: Client, operator: User) -> None:
    for _attempt in range(9):
        page = client.post("/accounts/login/", {"login": operator.email, "password": "salah"}).text
    assert "Anda belum masuk" in page
    assert "Terlalu banyak percobaan masuk yang gagal" in page
    assert "Belum tersimpan" not in page


def test_a_form_that_saves_nothing_has_its_own_error_heading(client: Client, operator: User) -> None:
    page = client.post("/accounts/password/reset/", {"email": "bukan surel"}).text
    assert "Tautan belum dikirim" in page
    client.force_login(operator)
    page = client.post("/accounts/reauthenticate/", {"password": "salah"}).text
    assert "Belum dapat dilanjutkan" in page
    assert "Belum tersimpan" not in page


def test_the_reset_page_has_translated_labels_and_password_rules(
    client: Client, operator: User, mailoutbox: Any
) -> None:
    client.post("/accounts/password/reset/", {"email": operator.email})
    send_due()
    (link,) = re.findall(r"http\S+(/accounts/password/reset/key/\S+)", mailoutbox[0].body)
    page = client.get(link, follow=True)
    assert labels(page.text) == ["Kata sandi baru", "Ulangi kata sandi baru"]
    refused = client.post(page.request["PATH_INFO"], {"password1": "123", "password2": "123"}).text
    assert "Belum tersimpan" in refused
    done = client.post(page.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD}, follow=True)
    assert "Kata sandi tersimpan" in done.text


def test_a_password_mismatch_has_a_translated_message(client: Client, operator: User) -> None:
    page = client.post("/accounts/login/", {"login": operator.email, "password": "salah"}).text
    assert "Alamat surel atau kata sandinya tidak cocok." in page
    client.force_login(operator)
    page = client.post("/accounts/password/change/", {"oldpassword": "salah"}).text
    assert "Ini bukan kata sandi Anda yang sekarang." in page
    assert (
        "Kata sandi ini tidak cocok." in client.post("/accounts/reauthenticate/", {"password": "salah"}).text
    )
