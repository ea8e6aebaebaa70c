"""Access to every URL with every role; a view that declares no access fails."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import Role
from tests.accounts.factories import UserFactory

# Pages of libraries, which check access themselves.
THIRD_PARTY = (
    "admin/",
    "accounts/logout/",
    "accounts/signup/",
    "accounts/inactive/",
    "accounts/reauthenticate/",
    "accounts/password/",
    "accounts/2fa/",
)


def walk(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in patterns:
        address = prefix + str(entry.pattern).removeprefix("^")
        if isinstance(entry, URLResolver):
            yield from walk(entry.url_patterns, address)
        elif not address.startswith(THIRD_PARTY):
            yield address, entry


WRONG_METHOD = 405  # views limited to one method check the method before the role
PROJECT_URLS = dict(walk(get_resolver().url_patterns))


def example(entry: URLPattern, address: str) -> str:
    """Return the URL with a value for every parameter; a record with that id need not exist."""
    values = {
        "int": "1",
        "uuid": "00000000-0000-0000-0000-000000000000",
        "str": "x",
        "slug": "x",
        "path": "x",
    }
    for name, converter in entry.pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        for placeholder in (f"<{kind}:{name}>", f"<{name}>"):
            address = address.replace(placeholder, values.get(kind, "x"))
    return f"/{address}"


def is_allowed(entry: URLPattern, role: Role) -> bool:
    access: Any = entry.callback.access  # type: ignore[union-attr]
    return access == "public" or role in access


@pytest.mark.parametrize("address", PROJECT_URLS)
def test_every_view_declares_its_access(address: str) -> None:
    access = getattr(PROJECT_URLS[address].callback, "access", None)
    assert access == "public" or (access and access <= set(Role))


@pytest.mark.django_db
@pytest.mark.parametrize("address", PROJECT_URLS)
def test_an_anonymous_user_is_redirected_to_the_sign_in_page(client: Client, address: str) -> None:
    entry = PROJECT_URLS[address]
    page, form = client.get(example(entry, address)), client.post(example(entry, address))
    if getattr(entry.callback, "access", None) == "public":
        assert not page.headers.get("Location", "").startswith("/accounts/login/")
        assert form.status_code != 401
        return
    assert {page.status_code, form.status_code} <= {302, 401, WRONG_METHOD}
    if page.status_code == WRONG_METHOD:
        assert form.status_code == 401
    else:
        assert page.headers["Location"].startswith("/accounts/login/?next=")


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_a_role_is_refused_urls_that_it_may_not_open(client: Client, role: Role) -> None:
    client.force_login(UserFactory(role=role))
    for address, entry in PROJECT_URLS.items():
        if not is_allowed(entry, role):
            answers = {method(example(entry, address)).status_code for method in (client.get, client.post)}
            refusal = 404 if role == Role.VENDOR and entry.pattern.converters else 403
            assert answers in ({refusal}, {refusal, WRONG_METHOD}), f"{role} at {address}"


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_no_page_crashes_for_an_allowed_role(client: Client, role: Role) -> None:
    client.force_login(UserFactory(role=role))
    for address, entry in PROJECT_URLS.items():
        if is_allowed(entry, role):
            assert client.get(example(entry, address)).status_code < 500, f"{role} at {address}"
