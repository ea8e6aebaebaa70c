"""Language choice: Indonesian by default, English by a switch; the Accept-Language header is ignored."""

import pytest
from django.test import Client
from django.utils import translation

pytestmark = pytest.mark.django_db


def test_the_first_visit_is_indonesian_for_any_accept_language(client: Client) -> None:
    response = client.get("/accounts/login/", headers={"accept-language": "en-US"})
    assert response.headers["Content-Language"] == "id"
    assert '<html lang="id">' in response.text


def test_the_switch_returns_to_the_page_and_stores_the_language(client: Client) -> None:
    response = client.post("/i18n/", {"language": "en", "next": "/accounts/login/?x=1"})
    assert response.headers["Location"] == "/accounts/login/?x=1"
    assert '<html lang="en">' in client.get("/accounts/login/").text


def test_the_switch_does_not_redirect_to_another_host(client: Client) -> None:
    response = client.post("/i18n/", {"language": "en", "next": "https://evil.example/"})
    assert response.headers["Location"] == "/"


def test_an_unknown_language_is_replaced_by_indonesian(client: Client) -> None:
    client.cookies["django_language"] = "xx"
    assert client.get("/accounts/login/").headers["Content-Language"] == "id"


def test_a_request_resets_the_active_language(client: Client) -> None:
    client.cookies["django_language"] = "en"
    client.get("/accounts/login/")
    assert translation.get_language() == "id"
