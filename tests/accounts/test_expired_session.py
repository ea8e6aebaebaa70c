"""Expired sessions: a form submitted without a session is carried through sign-in and can be sent again."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Role, User
from core.http.expired_session import MAX_CHARACTERS, SubmittedForm
from tests.accounts.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
FORM = "/operators-only/"
SUBMITTED = {
    "note": 'Ganti "baterai" <UPS>\nbaris kedua',
    "many": ["satu", "dua"],
    "password": "rahasia-lain",
}


@pytest.fixture(autouse=True)
def use_the_test_urls(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.core.lists"


@pytest.fixture
def person() -> User:
    return UserFactory(role=Role.OPERATOR, full_name="Ratna")


def extract_signed_form(page: str) -> str:
    found = re.search(r'name="typed" value="([^"]+)"', page)
    assert found
    return found.group(1)


def sign_in(client: Client, person: User, signed_form: str, password: str = PASSWORD) -> Any:
    data = {"login": person.email, "password": password, "typed": signed_form}
    return client.post("/accounts/login/", data, follow=True)


def test_an_anonymous_get_redirects_to_sign_in_with_next(client: Client) -> None:
    assert client.get(f"{FORM}?tab=2").headers["Location"] == f"/accounts/login/?next={FORM}%3Ftab%3D2"


def test_an_anonymous_post_shows_sign_in_and_carries_the_fields(client: Client) -> None:
    response = client.post(FORM, SUBMITTED)
    assert response.status_code == 401
    assert "tetapi tidak hilang" in response.text
    submitted = SubmittedForm.from_signed(extract_signed_form(response.text))
    assert submitted is not None
    assert submitted.path == FORM
    assert ("many", "dua") in submitted.fields


def test_after_sign_in_one_button_resends_all_fields(client: Client, person: User) -> None:
    page = sign_in(client, person, extract_signed_form(client.post(FORM, SUBMITTED).text)).text
    assert f'action="{FORM}"' in page
    fields = dict(re.findall(r'type="hidden" name="(note|many)" value="([^"]*)"', page))
    assert fields["note"] == "Ganti &quot;baterai&quot; &lt;UPS&gt;\nbaris kedua"
    assert page.count('name="many"') == 2
    answer = client.post(FORM, {"note": "n", "many": ["satu", "dua"]})
    assert answer.text == "Ratna|n|['satu', 'dua']"


def test_a_wrong_password_keeps_the_carried_form(client: Client, person: User) -> None:
    signed_form = extract_signed_form(client.post(FORM, SUBMITTED).text)
    again = sign_in(client, person, signed_form, "salah")
    assert again.status_code == 200
    assert "Kirim ulang isian" in sign_in(client, person, extract_signed_form(again.text)).text


def test_a_user_signed_in_from_another_tab_can_resend_at_once(client: Client, person: User) -> None:
    signed_form = extract_signed_form(client.post(FORM, SUBMITTED).text)
    client.force_login(person)
    assert "Kirim ulang isian" in sign_in(client, person, signed_form).text


def test_passwords_and_tokens_are_not_carried(client: Client, person: User) -> None:
    response = client.post(FORM, {**SUBMITTED, "csrfmiddlewaretoken": "abc"})
    submitted = SubmittedForm.from_signed(extract_signed_form(response.text))
    assert submitted is not None
    assert {name for name, _ in submitted.fields} == {"note", "many"}


def test_the_page_says_that_files_must_be_chosen_again(client: Client, person: User) -> None:
    response = client.post(FORM, {"note": "x", "photo": SimpleUploadedFile("a.jpg", b"1")})
    assert "perlu dipilih lagi" in response.text
    assert "pilih lagi berkasnya" in sign_in(client, person, extract_signed_form(response.text)).text


def test_a_form_with_a_forged_signature_is_ignored(client: Client, person: User) -> None:
    assert sign_in(client, person, "palsu").request["PATH_INFO"] == "/"


def test_a_form_that_is_too_long_is_not_carried(client: Client) -> None:
    response = client.post(FORM, {"note": "x" * (MAX_CHARACTERS + 1)})
    assert response.status_code == 401
    assert 'name="typed"' not in response.text
    assert "terlalu panjang" in response.text


def test_a_stale_csrf_token_offers_the_fields_again(person: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    response = client.post(FORM, SUBMITTED, headers={"origin": "http://testserver"})
    assert response.status_code == 403
    assert f'action="{FORM}"' in response.text
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', response.text)
    assert token
    data = {"note": "lagi", "csrfmiddlewaretoken": token.group(1)}
    assert client.post(FORM, data, headers={"origin": "http://testserver"}).text == "Ratna|lagi|[]"


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_a_form_of_another_origin_is_not_offered_again(person: User, origin: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    response = client.post(FORM, SUBMITTED, headers={"origin": origin})
    assert response.status_code == 403
    assert "baterai" not in response.text


def test_a_sign_in_page_with_a_stale_csrf_token_is_shown_again() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/accounts/login/", {"login": "a@b.id", "password": "x"}, follow=True)
    assert response.status_code == 200
    assert "terlalu lama terbuka" in response.text


def test_resuming_without_a_submitted_form_redirects_to_home(client: Client, person: User) -> None:
    client.force_login(person)
    assert client.get("/accounts/resume/").headers["Location"] == "/"
