"""People: one address, one role, and the rights that follow."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import Role, User
from accounts.navigation import navigation_items
from core.mail import send_due
from tests.accounts.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def test_an_address_is_one_person_whatever_its_case() -> None:
    UserFactory(email="ratna@contoh.ac.id")
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(email="Ratna@contoh.ac.id")


def test_the_database_refuses_a_role_that_is_none() -> None:
    person = UserFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=person.pk).update(role="king")


def test_a_person_signs_in_by_address_in_any_case(client: Client) -> None:
    person = UserFactory(email="ratna@contoh.ac.id")
    client.post("/accounts/login/", {"login": "RATNA@contoh.ac.id", "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(person.pk)


def test_an_inactive_person_does_not_get_in(client: Client) -> None:
    person = UserFactory(is_active=False)
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_an_address_that_the_administrator_wrote_in_capitals_signs_in(
    signed_in, administrator: User, client: Client
) -> None:
    UserFactory(email="budi@contoh.ac.id")
    desk = signed_in(administrator)
    person = {"full_name": "Ratna", "role": "operator", "password1": PASSWORD, "password2": PASSWORD}
    refused = desk.post("/admin/accounts/user/add/", person | {"email": "BUDI@contoh.ac.id"})
    assert refused.context["adminform"].errors == {"email": ["Alamat surel ini sudah dipakai pengguna lain."]}
    desk.post("/admin/accounts/user/add/", person | {"email": "Ratna@Contoh.ac.id"})
    ratna = User.objects.get(full_name="Ratna")
    client = Client()
    client.post("/accounts/login/", {"login": "Ratna@Contoh.ac.id", "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(ratna.pk)
    assert ratna.email == "ratna@contoh.ac.id"


def test_guessing_passwords_is_stopped(client: Client) -> None:
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
def test_a_role_says_what_a_person_is(role: Role, operational: bool, staff_side: bool, admin: bool) -> None:
    person = User(role=role)
    assert (person.is_operational, person.is_staff_side, person.is_staff) == (operational, staff_side, admin)


def test_the_first_administrator_comes_from_the_command_line() -> None:
    person = User.objects.create_superuser("Admin@contoh.ac.id", "rahasia", full_name="Dewi")
    assert (person.email, person.role) == ("admin@contoh.ac.id", Role.ADMINISTRATOR)


@pytest.mark.parametrize(("name", "initials"), [("Ratna Sri Wulandari", "RW"), ("Ratna", "R"), ("", "O")])
def test_initials_stand_for_a_name(name: str, initials: str) -> None:
    assert User(full_name=name, email="orang@x.id").initials == initials


def test_a_vendor_sees_the_portal_alone(vendor_user: User) -> None:
    assert all(room.path.startswith("/portal/") for room in navigation_items(vendor_user))


def test_only_the_administrator_sees_administration(operator: User, administrator: User) -> None:
    assert "/admin/" not in [room.path for room in navigation_items(operator)]
    assert "/admin/" in [room.path for room in navigation_items(administrator)]


@pytest.mark.parametrize("role", [r for r in Role if r != Role.ADMINISTRATOR])
def test_the_admin_site_is_closed_to_other_roles(client: Client, role: Role) -> None:
    client.force_login(UserFactory(role=role))
    assert client.get("/admin/", follow=True).status_code == 403


def test_the_administrator_makes_a_person(client: Client, administrator: User) -> None:
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


def test_a_vendors_person_is_not_made_without_a_vendor(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    page = client.get("/admin/accounts/user/add/").text
    assert "undang dari halaman vendornya" in page
    assert 'value="operator"' in page and 'value="vendor"' not in page


def test_people_are_never_deleted(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    assert client.get(f"/admin/accounts/user/{administrator.pk}/delete/").status_code == 403


def test_a_password_reset_mail_is_sent_in_indonesian(client: Client, mailoutbox: list[object]) -> None:
    person = UserFactory()
    client.post("/accounts/password/reset/", {"email": person.email})
    send_due()
    assert mailoutbox[0].subject == "[Siklus] Tautan untuk kata sandi baru"  # type: ignore[attr-defined]
    assert "/accounts/password/reset/key/" in mailoutbox[0].body  # type: ignore[attr-defined]


def test_no_mail_goes_to_an_address_that_nobody_has(client: Client, mailoutbox: list[object]) -> None:
    client.post("/accounts/password/reset/", {"email": "siapa@contoh.ac.id"})
    send_due()
    assert mailoutbox == []


def test_nobody_registers_alone(client: Client) -> None:
    assert "Pendaftaran ditutup" in client.get("/accounts/signup/").text


@pytest.mark.parametrize("shown", [True, False])
def test_demo_sign_ins_are_shown_in_the_demo_only(client: Client, settings: object, shown: bool) -> None:
    settings.DEMO = shown  # type: ignore[attr-defined]
    assert ("operator@siklus.example" in client.get("/accounts/login/").text) is shown


@pytest.mark.parametrize(
    ("address", "room"),
    [
        ("/", "/"),
        ("/assets/map/", "/assets/"),
        ("/assets/labels/", "/assets/"),
        ("/reports/", "/reports/"),
        ("/cycles/findings/", "/cycles/findings/"),
        ("/accounts/profile/", None),
    ],
)
def test_the_navigation_marks_the_room_of_the_page(
    signed_in, operator: User, address: str, room: str | None
) -> None:
    page = signed_in(operator).get(address).text
    links = re.findall(r'<li><a href="([^"]+)" aria-current="', page.partition("<main")[0])
    assert links == ([room, room] if room else [])  # in the menu of phones and in that of wide screens
