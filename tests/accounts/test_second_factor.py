"""Second factor: optional for every user, mandatory for the roles in `MFA_REQUIRED_ROLES`."""

from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings as configured
from django.test import Client

from accounts.models import Role, User
from config import env
from tests.accounts.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
SET_UP = "/accounts/2fa/totp/activate/"


@pytest.fixture
def demanded(settings: Any) -> None:
    settings.MFA_REQUIRED_ROLES = [Role.HEAD]


def sign_in(client: Client, person: User) -> None:
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})


def confirm(client: Client) -> Any:
    """Answer the page that asks for the password again before the set-up."""
    asked = client.get(SET_UP).headers["Location"]
    assert asked.startswith("/accounts/reauthenticate/")
    return client.post(asked, {"password": PASSWORD}, follow=True)


def code_now(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return f"{hotp_value(secret, counter):06}"


@pytest.mark.usefixtures("demanded")
def test_a_user_without_the_required_factor_is_redirected_to_set_up(client: Client) -> None:
    sign_in(client, UserFactory(role=Role.HEAD))
    for address in ("/", "/vendors/", "/accounts/profile/", "/admin/", "/accounts/password/change/"):
        assert client.get(address).headers["Location"] == SET_UP
    assert "Peran Anda mewajibkan autentikasi dua langkah" in client.get("/", follow=True).text
    assert confirm(client).status_code == 200


@pytest.mark.usefixtures("demanded")
def test_a_post_without_the_required_factor_is_refused(client: Client) -> None:
    sign_in(client, UserFactory(role=Role.HEAD))
    answer = client.post("/vendors/new/", {"name": "PT Sejuk"})
    assert answer.status_code == 403
    assert "mewajibkan autentikasi dua langkah" in answer.text


@pytest.mark.usefixtures("demanded")
def test_sign_out_and_language_work_without_the_required_factor(client: Client) -> None:
    person = UserFactory(role=Role.HEAD)
    sign_in(client, person)
    client.post("/i18n/", {"language": "en"})
    person.refresh_from_db()
    assert person.language == "en"
    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("demanded")
def test_other_roles_and_anonymous_users_are_not_redirected(client: Client) -> None:
    assert client.get("/accounts/login/").status_code == 200
    sign_in(client, UserFactory(role=Role.OPERATOR))
    assert client.get("/vendors/").status_code == 200


@pytest.mark.usefixtures("demanded")
def test_after_set_up_recovery_codes_are_shown_and_pages_are_accessible(client: Client) -> None:
    sign_in(client, UserFactory(role=Role.HEAD))
    secret = confirm(client).context["form"].secret
    codes = client.post(SET_UP, {"code": code_now(secret)}, follow=True)
    assert codes.request["PATH_INFO"] == "/accounts/2fa/recovery-codes/"
    assert client.get("/vendors/").status_code == 200


@pytest.mark.usefixtures("demanded")
def test_removing_the_factor_in_the_admin_requires_a_new_set_up(client: Client) -> None:
    person = UserFactory(role=Role.HEAD)
    TOTP.activate(person, generate_totp_secret())
    client.force_login(person)
    assert client.get("/vendors/").status_code == 200
    person.authenticator_set.all().delete()
    assert client.get("/vendors/").headers["Location"] == SET_UP


def test_sign_in_asks_for_the_second_factor_and_accepts_a_recovery_code(client: Client) -> None:
    person = UserFactory()
    TOTP.activate(person, generate_totp_secret())
    codes = RecoveryCodes.activate(person).get_unused_codes()
    sign_in(client, person)
    assert "_auth_user_id" not in client.session
    client.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    assert client.session["_auth_user_id"] == str(person.pk)


def test_an_unknown_role_in_the_setting_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MFA_REQUIRED_ROLES", "head, raja")
    with pytest.raises(SystemExit, match="MFA_REQUIRED_ROLES is 'raja'"):
        env.choice_list("MFA_REQUIRED_ROLES", Role.values)


def test_the_roles_in_settings_match_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MFA_REQUIRED_ROLES", " head,vendor ")
    assert env.choice_list("MFA_REQUIRED_ROLES", Role.values) == ["head", "vendor"]
    source = (configured.BASE_DIR / "config" / "settings.py").read_text()
    assert ", ".join(f'"{role}"' for role in Role.values) in source
