"""Invitations: links that work once and expire, and how staff send, renew and withdraw them."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts import invitations
from accounts.models import InvitationState, Role, User
from core.mail import send_due
from core.models import OutgoingMail
from tests.vendors.factories import ContractFactory, VendorFactory
from vendors.models import Membership

pytestmark = pytest.mark.django_db
ANSWER = {
    "full_name": "Sari Dewi",
    "new_password1": "kuncian-aneh-88",
    "new_password2": "kuncian-aneh-88",
}


@pytest.fixture
def membership() -> Membership:
    vendor = ContractFactory(vendor=VendorFactory(name="PT Sejuk")).vendor
    return vendor.add_person(email="sari@contoh.co.id", full_name="Sari")


PAGE = "/accounts/invitation/"


def accept_invitation(client: Client, address: str, **changes: str) -> Any:
    """Open the link and submit the form of the page; return the last response."""
    page = client.get(address, follow=True)
    return client.post(PAGE, ANSWER | changes, follow=True) if page.status_code == 200 else page


def link() -> str:
    """Send due mail and return the path of the invitation in the newest one."""
    send_due()
    found = re.search(r"/accounts/invitation/\S+", mail.outbox[-1].body)
    assert found
    return found.group()


def test_the_invitation_mail_names_the_vendor_and_the_single_use(membership: Membership) -> None:
    link()
    body = mail.outbox[-1].body
    assert mail.outbox[-1].to == ["sari@contoh.co.id"]
    assert "bertindak atas nama PT Sejuk" in body
    assert "satu kali" in body


def test_an_invited_user_sets_name_and_password_and_reaches_the_portal(
    client: Client, membership: Membership
) -> None:
    address = link()
    assert "PT Sejuk" in client.get(address, follow=True).text
    response = client.post(PAGE, ANSWER, follow=True)
    person = User.objects.get()
    assert response.request["PATH_INFO"] == "/portal/"
    assert client.session["_auth_user_id"] == str(person.pk)
    assert (person.full_name, person.check_password("kuncian-aneh-88")) == ("Sari Dewi", True)


def test_a_link_works_once(client: Client, membership: Membership) -> None:
    address = link()
    other_tab = Client()
    other_tab.get(address)
    accept_invitation(client, address)
    assert "Undangan ini sudah dipakai" in Client().get(address).text
    again = other_tab.post(PAGE, ANSWER | {"full_name": "Orang Lain"})
    assert again.status_code == 410
    assert "Undangan ini sudah dipakai" in again.text
    assert User.objects.get().full_name == "Sari Dewi"


def test_a_link_expires_after_the_configured_days(
    client: Client, membership: Membership, settings: Any
) -> None:
    address = link()
    with time_machine.travel(timezone.now() + timedelta(days=settings.INVITATION_DAYS, minutes=1)):
        answer = accept_invitation(client, address)
    assert answer.status_code == 410
    assert "kedaluwarsa" in answer.text
    assert not User.objects.get().has_usable_password()


def test_a_new_invitation_replaces_the_previous_one(client: Client, membership: Membership) -> None:
    old = link()
    membership.send_invitation()
    new = link()
    assert "diganti" in client.get(old).text
    assert client.get(new, follow=True).status_code == 200


def test_a_withdrawn_invitation_cannot_be_used(client: Client, membership: Membership) -> None:
    address = link()
    membership.end()
    answer = accept_invitation(client, address)
    assert answer.status_code == 410
    assert "sudah ditarik" in answer.text


def test_the_invitation_of_a_deactivated_user_cannot_be_used(client: Client, membership: Membership) -> None:
    address = link()
    User.objects.update(is_active=False)
    assert accept_invitation(client, address).status_code == 410


def test_a_truncated_or_forged_link_asks_to_copy_the_whole_link(
    client: Client, membership: Membership
) -> None:
    address = link()
    for wrong in (address[:-3] + "/", "/accounts/invitation/1/"):
        answer = client.get(wrong)
        assert answer.status_code == 404
        assert "tidak lengkap" in answer.text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"new_password2": "lain"}, "tidak sama"),
        ({"new_password1": "123", "new_password2": "123"}, "terlalu pendek"),
        ({"full_name": ""}, "tidak boleh kosong"),
        (
            {"full_name": "Kunciananeh", "new_password1": "kunciananeh", "new_password2": "kunciananeh"},
            "mirip",
        ),
    ],
)
def test_an_invalid_answer_shows_the_error_and_keeps_the_invitation_open(
    client: Client, membership: Membership, wrong: dict[str, str], said: str
) -> None:
    address = link()
    answer = accept_invitation(client, address, **wrong)
    assert answer.status_code == 422
    assert said in answer.text
    assert client.get(address, follow=True).status_code == 200


def test_accepting_replaces_the_session_of_another_user_after_a_notice(
    client: Client, membership: Membership, operator: User
) -> None:
    address = link()
    client.force_login(operator)
    assert "Saat ini Anda masuk sebagai" in client.get(address, follow=True).text
    accept_invitation(client, address)
    assert client.session["_auth_user_id"] == str(membership.user_id)


def test_the_invitation_page_is_not_cached(client: Client, membership: Membership) -> None:
    page = client.get(link(), follow=True)
    assert "no-store" in page.headers["Cache-Control"]


def test_the_link_is_not_logged(membership: Membership, caplog: pytest.LogCaptureFixture) -> None:
    address, client = link(), Client(enforce_csrf_checks=True)
    with caplog.at_level("DEBUG"):
        client.get(address, follow=True)
        client.post(PAGE, ANSWER)
        Client().post(PAGE, ANSWER)
    assert caplog.records
    assert address.split("/")[-2] not in caplog.text


def test_the_page_without_a_token_refers_to_the_mail(client: Client) -> None:
    assert "Salin seluruh tautan" in client.get(PAGE).text


def test_a_user_has_one_open_invitation(membership: Membership) -> None:
    membership.send_invitation()
    states = list(membership.user.invitations.values_list("state", flat=True))
    assert sorted(states) == [InvitationState.OPEN, InvitationState.REPLACED]


def test_the_link_is_deleted_after_the_mail_was_sent(membership: Membership) -> None:
    link()
    assert not OutgoingMail.objects.exclude(context={}).exists()


def test_a_user_who_already_has_a_password_cannot_use_the_link(
    client: Client, membership: Membership
) -> None:
    address = link()
    membership.user.set_password("dari-administrator-1")
    membership.user.save()
    assert "sudah dipakai" in accept_invitation(client, address).text


def test_a_withdrawn_invitation_is_not_sent_again(membership: Membership) -> None:
    send_due()
    membership.end()
    invitations.resend_invitation(membership.user)
    assert send_due() == 0


def test_an_operator_invites_resends_and_withdraws(client: Client, operator: User) -> None:
    client.force_login(operator)
    vendor = ContractFactory().vendor
    page = client.post(
        f"/vendors/{vendor.pk}/persons/new/",
        {"full_name": "Sari", "email": "Sari@contoh.co.id"},
        follow=True,
    )
    membership = Membership.objects.get()
    assert "Sari diundang melalui surel" in page.text
    assert "Kirim ulang undangan" in page.text
    first = link()
    client.post(f"/vendors/persons/{membership.pk}/invite/")
    assert link() != first
    assert "Berakhir" in client.post(f"/vendors/persons/{membership.pk}/end/", follow=True).text
    assert Client().get(link()).status_code == 410


def test_the_vendor_page_shows_the_state_of_each_membership(
    client: Client, operator: User, membership: Membership
) -> None:
    client.force_login(operator)
    address = membership.vendor.get_absolute_url()
    assert "Diundang" in client.get(address).text
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        client.force_login(operator)
        assert "Undangan kedaluwarsa" in client.get(address).text
    membership.user.set_password("kuncian-aneh-88")
    membership.user.save()
    assert 'tag-good">Aktif' in client.get(address).text
    membership.end()
    assert "Aktifkan lagi" in client.get(address).text


def test_resuming_a_user_without_a_password_sends_a_new_invitation(membership: Membership) -> None:
    send_due()
    membership.end()
    membership.resume()
    assert send_due() == 1


def test_resuming_a_user_with_a_password_sends_one_mail_each_time(
    client: Client, operator: User, membership: Membership
) -> None:
    membership.user.set_password("kuncian-aneh-88")
    membership.user.save()
    client.force_login(operator)
    send_due()
    for _each in range(2):
        client.post(f"/vendors/persons/{membership.pk}/end/")
        for _attempt in range(2):
            client.post(f"/vendors/persons/{membership.pk}/resume/")
        assert send_due() == 1
        assert mail.outbox[-1].subject.startswith("[Siklus] Anda sekarang bertindak untuk")
    membership.end()
    address = f"/vendors/{membership.vendor_id}/persons/new/"
    answer = client.post(address, {"full_name": "Sari", "email": "sari@contoh.co.id"})
    assert answer.status_code == 302
    assert send_due() == 1


def test_a_deactivated_user_cannot_be_resumed(client: Client, operator: User, membership: Membership) -> None:
    send_due()
    membership.end()
    User.objects.filter(pk=membership.user_id).update(is_active=False)
    client.force_login(operator)
    page = client.get(membership.vendor.get_absolute_url()).text
    assert "dinonaktifkan oleh administrator" in page
    assert "Aktifkan lagi" not in page
    answer = client.post(f"/vendors/persons/{membership.pk}/resume/", follow=True)
    assert "dinonaktifkan oleh administrator" in answer.text
    assert send_due() == 0
    membership.refresh_from_db()
    assert not membership.is_active


def test_an_expired_invitation_blocks_the_round_and_explains_why(membership: Membership) -> None:
    vendor = membership.vendor
    assert vendor.why_nobody_can_sign_in() == ""
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert vendor.why_nobody_can_sign_in() == (
            f"Undangan bagi orang {vendor} sudah kedaluwarsa: Sari. Kirim ulang undangannya dari halaman vendor."
        )
        membership.send_invitation()
        assert vendor.why_nobody_can_sign_in() == ""
    membership.end()
    assert vendor.why_nobody_can_sign_in() == f"{vendor} belum mempunyai orang yang dapat masuk ke portal."


def test_a_user_of_another_vendor_keeps_the_password_and_gets_a_mail(membership: Membership) -> None:
    send_due()
    person = membership.user
    person.set_password("kuncian-aneh-88")
    person.save()
    second = VendorFactory(name="PT Terang").add_person(email="SARI@contoh.co.id", full_name="Nama Lain")
    send_due()
    assert second.user == person
    assert User.objects.get().full_name == "Sari"
    assert mail.outbox[-1].subject == "[Siklus] Anda sekarang bertindak untuk PT Terang"


def test_ending_one_membership_keeps_the_invitation_for_the_other_vendor(
    client: Client, membership: Membership
) -> None:
    VendorFactory().add_person(email="sari@contoh.co.id", full_name="Sari")
    address = link()
    membership.end()
    assert client.get(address, follow=True).status_code == 200


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.ADMINISTRATOR])
def test_a_staff_user_cannot_be_added_to_a_vendor(client: Client, operator: User, role: Role) -> None:
    User.objects.create_user("staf@contoh.ac.id", None, full_name="Staf", role=role)
    client.force_login(operator)
    data = {"full_name": "Staf", "email": "staf@contoh.ac.id"}
    answer = client.post(f"/vendors/{VendorFactory().pk}/persons/new/", data)
    assert "sudah dipakai pengguna lain" in answer.text
    assert not Membership.objects.exists()
