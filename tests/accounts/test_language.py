"""Language of a user: pages and mail use it."""

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import User
from core.http.language import Language
from tests.accounts.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def test_the_chosen_language_is_stored_for_mail(client: Client, operator: User) -> None:
    client.force_login(operator)
    client.post("/i18n/", {"language": "en", "next": "/accounts/profile/"})
    operator.refresh_from_db()
    assert operator.language == "en"
    assert "Profile" in client.get("/accounts/profile/").text


@pytest.mark.parametrize("wrong", ["fr", "", "id'--"])
def test_an_unknown_language_changes_nothing(client: Client, operator: User, wrong: str) -> None:
    client.force_login(operator)
    client.post("/i18n/", {"language": wrong})
    operator.refresh_from_db()
    assert operator.language == "id"


def test_sign_in_on_a_new_device_applies_the_language_of_the_user(client: Client) -> None:
    person = UserFactory(language="en")
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert "Profile" in client.get("/accounts/profile/").text


def test_sign_in_keeps_the_language_chosen_on_the_device(client: Client) -> None:
    person = UserFactory(language="en")
    client.post("/i18n/", {"language": "id"})
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert "Profil" in client.get("/accounts/profile/").text


def test_the_profile_offers_the_languages(client: Client, operator: User) -> None:
    client.force_login(operator)
    assert '<option value="id" selected>' in client.get("/accounts/profile/").text


def test_user_languages_match_the_settings() -> None:
    assert Language.values == [code for code, _name in settings.LANGUAGES]


def test_the_database_refuses_an_unknown_language(operator: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.update(language="fr")
