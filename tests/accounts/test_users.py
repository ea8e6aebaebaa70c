"""Users: e-mail address, role, permissions, navigation and admin pages."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import Role, User
from accounts.navigation import navigation_items
from core.mail import send_due
from tests.accounts.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def test_an_email_address_is_unique_case_insensitively() -> None:
    UserFactory(email="ratna@contoh.ac.id")
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(email="Ratna@contoh.ac.id")


def test_the_database_refuses_an_unknown_role() -> None:
    person = UserFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=person.pk).update(role="king")


def test_sign_in_ignores_the_case_of_the_email_address(client: Client) -> None:
    person = UserFactory(email="ratna@contoh.ac.id")
    client.post("/accounts/login/", {"login": "RATNA@contoh.ac.id", "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(person.pk)


def test_an_inactive_user_cannot_sign_in(client: Client) -> None:
    person = UserFactory(is_active=False)
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_a_user_created_with_a_capitalized_address_can_sign_in(
    signed_in, administrator: User, client: Client
) -> None:
    UserFactory(email="budi@contoh.ac.id")
    admin_client = signed_in(administrator)
    person = {"full_name": "Ratna", "role": "operator", "password1": PASSWORD, "password2": PASSWORD}
    refused = admin_client.post("/admin/accounts/user/add/", person | {"email": "BUDI@contoh.ac.id"})
    assert refused.context["adminform"].errors == {"email": ["Alamat surel ini sudah dipakai pengguna lain."]}
    admin_client.post("/admin/accounts/user/add/", person | {"email": "Ratna@Contoh.ac.id"})
    ratna = User.objects.get(full_name="Ratna")
    client = Client()
    client.post("/accounts/login/", {"login": "Ratna@Contoh.ac.id", "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(ratna.pk)
    assert ratna.email == "ratna@contoh.ac.id"


def test_repeated_wrong_passwords_lock_the_account(client: Client) -> None:
    person = UserFactory()
    for _ in range(9):
        page = client.post("/accounts/login/", {"login": person.email, "password": "salah"})
    assert "Terlalu banyak" in page.text
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("role", "operational", "staff_side", "admin"),
    [
        (Role.OPERATOR, True, True, False),
        (Role.HEAD, True, True, False),
        (Role.MANAGER, False, True, False),
        (Role.VENDOR, False, False, False),
        (Role.ADMINISTRATOR, False, True, True),
    ],
)
def test_role_properties(role: Role, operational: bool, staff_side: bool, admin: bool) -> None:
    person = User(role=role)
    assert (person.is_operational, person.is_staff_side, person.is_staff) == (operational, staff_side, admin)


def test_createsuperuser_creates_an_administrator() -> None:
    person = User.objects.create_superuser("Admin@contoh.ac.id", "rahasia", full_name="Dewi")
    assert (person.email, person.role) == ("admin@contoh.ac.id", Role.ADMINISTRATOR)


@pytest.mark.parametrize(("name", "initials"), [("Ratna Sri Wulandari", "RW"), ("Ratna", "R"), ("", "O")])
def test_initials(name: str, initials: str) -> None:
    assert User(full_name=name, email="orang@x.id").initials == initials


def test_a_vendor_user_sees_only_portal_navigation(vendor_user: User) -> None:
    assert all(room.path.startswith("/portal/") for room in navigation_items(vendor_user))


def test_only_an_administrator_sees_the_admin_link(operator: User, administrator: User) -> None:
    assert "/admin/" not in [room.path for room in navigation_items(operator)]
    assert "/admin/" in [room.path for room in navigation_items(administrator)]


@pytest.mark.parametrize("role", [r for r in Role if r != Role.ADMINISTRATOR])
def test_the_admin_site_is_closed_to_other_roles(client: Client, role: Role) -> None:
    client.force_login(UserFactory(role=role))
    assert client.get("/admin/", follow=True).status_code == 403


def test_the_administrator_creates_a_user(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    data = {
        "email": "baru@contoh.ac.id",
        "full_name": "Baru",
        "role": "manager",
        "password1": "kuncian-aneh-88",
        "password2": "kuncian-aneh-88",
    }
    client.post("/admin/accounts/user/add/", data)
    assert User.objects.get(email="baru@contoh.ac.id").role == Role.MANAGER


def test_a_vendor_user_cannot_be_created_in_the_admin(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    page = client.get("/admin/accounts/user/add/").text
    assert "undang dari halaman vendornya" in page
    assert 'value="operator"' in page and 'value="vendor"' not in page


def test_users_cannot_be_deleted(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    assert client.get(f"/admin/accounts/user/{administrator.pk}/delete/").status_code == 403


def test_a_password_reset_mail_is_sent_in_indonesian(client: Client, mailoutbox: list[object]) -> None:
    person = UserFactory()
    client.post("/accounts/password/reset/", {"email": person.email})
    send_due()
    assert mailoutbox[0].subject == "[Siklus] Tautan untuk kata sandi baru"  # type: ignore[attr-defined]
    assert "/accounts/password/reset/key/" in mailoutbox[0].body  # type: ignore[attr-defined]


def test_no_mail_is_sent_to_an_unknown_address(client: Client, mailoutbox: list[object]) -> None:
    client.post("/accounts/password/reset/", {"email": "siapa@contoh.ac.id"})
    send_due()
    assert mailoutbox == []


def test_public_registration_is_closed(client: Client) -> None:
    assert "Pendaftaran ditutup" in client.get("/accounts/signup/").text


@pytest.mark.parametrize("shown", [True, False])
def test_demo_sign_ins_are_shown_in_the_demo_only(client: Client, settings: object, shown: bool) -> None:
    settings.DEMO = shown  # type: ignore[attr-defined]
    assert ("operator@siklus.example" in client.get("/accounts/login/").text) is shown


@pytest.mark.parametrize(
    ("address", "section"),
    [
        ("/", "/"),
        ("/assets/map/", "/assets/"),
        ("/assets/labels/", "/assets/"),
        ("/reports/", "/reports/"),
        ("/cycles/findings/", "/cycles/findings/"),
        ("/accounts/profile/", None),
    ],
)
def test_the_navigation_marks_the_current_section(
    signed_in, operator: User, address: str, section: str | None
) -> None:
    page = signed_in(operator).get(address).text
    links = re.findall(r'<li><a href="([^"]+)" aria-current="', page.partition("<main")[0])
    assert links == (
        [section, section] if section else []
    )  # in the menu for phones and the one for wide screens
