"""Indonesian first; English by a switch that keeps the page; the browser's wish is not asked."""

import pytest
from django.test import Client
from django.utils import translation

pytestmark = pytest.mark.django_db


def test_the_first_visit_is_indonesian_whatever_the_browser_says(client: Client) -> None:
    response = client.get("/accounts/login/", headers={"accept-language": "en-US"})
    assert response.headers["Content-Language"] == "id"
    assert '<html lang="id">' in response.text


def test_the_switch_keeps_the_page_and_is_remembered(client: Client) -> None:
    response = client.post("/i18n/", {"language": "en", "next": "/accounts/login/?x=1"})
    assert response.headers["Location"] == "/accounts/login/?x=1"
    assert '<html lang="en">' in client.get("/accounts/login/").text


def test_the_switch_leads_nowhere_else(client: Client) -> None:
    response = client.post("/i18n/", {"language": "en", "next": "https://evil.example/"})
    assert response.headers["Location"] == "/"


def test_a_nonsense_choice_is_indonesian(client: Client) -> None:
    client.cookies["django_language"] = "xx"
    assert client.get("/accounts/login/").headers["Content-Language"] == "id"


def test_a_request_leaves_no_language_behind(client: Client) -> None:
    client.cookies["django_language"] = "en"
    client.get("/accounts/login/")
    assert translation.get_language() == "id"
