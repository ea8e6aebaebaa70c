"""The portal in the hands of people: twice, too late, by the wrong person, with access that is over."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from core.mail import send_due
from maintenance.models import Activity, Cycle, Review, WorkOrder, WorkOrderState
from maintenance.reviews import services as review_services
from maintenance.sop import Move, State
from tests.maintenance.factories import ActivityFactory, make_cycle, settle
from tests.vendors.factories import ContractFactory, MembershipFactory, VendorFactory
from vendors.models import Membership

pytestmark = pytest.mark.django_db
LISTS = ("/portal/", "/portal/work-orders/", "/portal/findings/", "/portal/contracts/")
OVER = "Akses Anda sudah berakhir"


@pytest.fixture
def technician() -> User:
    person: User = MembershipFactory().user
    return person


@pytest.fixture
def cycle(technician: User, operator: User) -> Cycle:
    contract = ContractFactory(vendor=technician.memberships.get().vendor)
    return make_cycle(State.VENDOR_WORK, by=operator, contract=contract, checklist=True)


@pytest.fixture
def sent(cycle: Cycle, technician: User) -> WorkOrder:
    """A work order that waits for its review."""
    order: WorkOrder = cycle.rounds.get().work_orders.get()
    ActivityFactory(work_order=order, performed_by=technician, recorded_by=technician)
    WorkOrder.objects.filter(pk=order.pk).update(
        state=WorkOrderState.DOCUMENTED, handed_in_at="2026-01-16T03:00Z"
    )
    order.refresh_from_db()
    return order


# Twice


def test_sending_what_was_sent_says_so_and_changes_nothing(
    client: Client, technician: User, sent: WorkOrder
) -> None:
    client.force_login(technician)
    page = client.post(f"/portal/work-orders/{sent.pk}/hand-in/", {"answer": ""}, follow=True)
    assert page.status_code == 200
    assert "sudah dikirim dan menunggu pemeriksaan" in page.text
    assert WorkOrder.objects.get(pk=sent.pk).handed_in_at == sent.handed_in_at


def test_handing_over_twice_says_so_and_moves_once(
    client: Client, technician: User, cycle: Cycle, operator: User
) -> None:
    settle(cycle.rounds.get().work_orders.get(), by=operator)
    client.force_login(technician)
    address = f"/portal/rounds/{cycle.rounds.get().pk}/handover/"
    assert "diserahterimakan." in client.post(address, follow=True).text
    for again in (client.post(address, follow=True), client.get(address, follow=True)):
        assert "Putaran ini sudah diserahterimakan." in again.text
        assert "belum dapat dilakukan" not in again.text
    assert cycle.journal.filter(move=Move.COMPLETE_VENDOR_WORK).count() == 1


def test_two_reviewers_are_told_apart(client: Client, operator: User, head: User, sent: WorkOrder) -> None:
    review_services.accept(sent.pk, by=head)
    client.force_login(operator)
    page = client.post(f"/cycles/work-orders/{sent.pk}/return/", {"remark": "Foto kurang."})
    assert page.status_code == 409
    assert "berada pada keadaan “Diterima”" in page.text
    assert ">Lihat</a>" in page.text
    assert Review.objects.count() == 1


# Too late


def test_a_form_left_open_while_the_work_was_sent_is_refused_without_a_way_into_a_wall(
    client: Client, technician: User, sent: WorkOrder
) -> None:
    """The staff's page of the work order would refuse a vendor's person."""
    client.force_login(technician)
    page = client.post(f"/portal/activities/{Activity.objects.get().pk}/edit/", {"description": "Lagi"})
    assert page.status_code == 409
    assert "Menunggu pemeriksaan" in page.text
    assert "/cycles/" not in page.text


def test_deactivated_in_the_middle_of_a_form_nothing_is_taken(
    client: Client, technician: User, cycle: Cycle
) -> None:
    client.force_login(technician)
    order = cycle.rounds.get().work_orders.get()
    address = f"/portal/work-orders/{order.pk}/activities/new/"
    assert client.get(address, follow=True).status_code == 200
    User.objects.filter(pk=technician.pk).update(is_active=False)
    assert client.post(address, {"description": "Dikerjakan"}).status_code == 401
    assert not Activity.objects.exists()


# Access


def test_with_the_last_contract_every_list_says_that_access_is_over(client: Client) -> None:
    person = MembershipFactory(
        vendor=ContractFactory(starts_on="2024-01-01", ends_on="2024-12-31").vendor
    ).user
    client.force_login(person)
    for address in LISTS:
        assert OVER in client.get(address).text, address


def test_with_a_contract_and_no_work_no_list_says_that_access_is_over(
    client: Client, technician: User
) -> None:
    ContractFactory(vendor=technician.memberships.get().vendor)
    client.force_login(technician)
    for address in LISTS:
        page = client.get(address)
        assert page.status_code == 200
        assert OVER not in page.text, address


def test_withdrawn_by_one_vendor_a_person_keeps_the_work_of_the_other(
    client: Client, technician: User, cycle: Cycle
) -> None:
    other = ContractFactory(vendor=VendorFactory(name="PT Kedua Jaya"))
    MembershipFactory(vendor=other.vendor, user=technician)
    second = make_cycle(State.VENDOR_WORK, contract=other)
    first_order, second_order = (each.rounds.get().work_orders.get() for each in (cycle, second))
    client.force_login(technician)
    home = client.get("/portal/").text
    assert cycle.code in home and second.code in home
    Membership.objects.get(user=technician, vendor=other.vendor).end()
    home = client.get("/portal/").text
    assert cycle.code in home and second.code not in home
    assert client.get(f"/portal/work-orders/{first_order.pk}/").status_code == 200
    assert client.get(f"/portal/work-orders/{second_order.pk}/").status_code == 404


@pytest.mark.parametrize("address", LISTS)
def test_staff_are_told_whose_page_it_is(client: Client, operator: User, address: str) -> None:
    client.force_login(operator)
    page = client.get(address)
    assert page.status_code == 403
    assert "Anda tidak berwenang" in page.text


# Mail


def test_the_letter_about_a_return_says_what_is_wrong_with_each_item(
    technician: User, operator: User, sent: WorkOrder
) -> None:
    item = sent.planned_work.checklist.get(text="Suhu ruang")
    review_services.return_for_correction(
        sent.pk, by=operator, remark="Perbaiki.", remarks={item.pk: "Ukur sekali lagi."}
    )
    send_due()
    letter = next(each for each in mail.outbox if "dikembalikan" in each.subject)
    assert letter.to == [technician.email]
    assert "Perbaiki.\n– Suhu ruang: Ukur sekali lagi." in str(letter.body)
