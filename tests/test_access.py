"""Every address of the site x every role: a view that does not say who may open it fails here."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import Role
from tests.accounts.factories import UserFactory

# Pages of libraries, which guard themselves; each prefix is here on purpose.
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


WRONG_METHOD = 405  # asked before the role by views that take one method only
OURS = dict(walk(get_resolver().url_patterns))


def example(entry: URLPattern, address: str) -> str:
    """An address with a value in every hole; whether a record stands behind it does not matter here."""
    values = {
        "int": "1",
        "uuid": "00000000-0000-0000-0000-000000000000",
        "str": "x",
        "slug": "x",
        "path": "x",
    }
    for name, converter in entry.pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        for written in (f"<{kind}:{name}>", f"<{name}>"):
            address = address.replace(written, values.get(kind, "x"))
    return f"/{address}"


def may(entry: URLPattern, role: Role) -> bool:
    access: Any = entry.callback.access  # type: ignore[union-attr]
    return access == "public" or role in access


@pytest.mark.parametrize("address", OURS)
def test_every_view_says_who_may_open_it(address: str) -> None:
    access = getattr(OURS[address].callback, "access", None)
    assert access == "public" or (access and access <= set(Role))


@pytest.mark.django_db
@pytest.mark.parametrize("address", OURS)
def test_the_anonymous_are_sent_to_sign_in(client: Client, address: str) -> None:
    entry = OURS[address]
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
def test_a_role_opens_what_it_may_and_is_refused_the_rest(client: Client, role: Role) -> None:
    client.force_login(UserFactory(role=role))
    for address, entry in OURS.items():
        if not may(entry, role):
            answers = {method(example(entry, address)).status_code for method in (client.get, client.post)}
            refusal = 404 if role == Role.VENDOR and entry.pattern.converters else 403
            assert answers in ({refusal}, {refusal, WRONG_METHOD}), f"{role} at {address}"


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_no_page_crashes_for_a_role_that_may_open_it(client: Client, role: Role) -> None:
    client.force_login(UserFactory(role=role))
    for address, entry in OURS.items():
        if may(entry, role):
            assert client.get(example(entry, address)).status_code < 500, f"{role} at {address}"
