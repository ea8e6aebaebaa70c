"""Portal edge cases: repeated and late requests, refused users, ended access, and the mail about a return."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from core.mail import send_due
from maintenance.models import Activity, Cycle, Review, WorkOrder, WorkOrderState
from maintenance.reviews import services as review_services
from maintenance.sop import Move, State
from tests.maintenance.factories import ActivityFactory, accept_without_review, make_cycle
from tests.vendors.factories import ContractFactory, MembershipFactory, VendorFactory
from vendors.models import Membership

pytestmark = pytest.mark.django_db
LISTS = ("/portal/", "/portal/work-orders/", "/portal/findings/", "/portal/contracts/")
ACCESS_ENDED = "Akses Anda sudah berakhir"


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
    """Return a work work_order that waits for review."""
    work_order: WorkOrder = cycle.rounds.get().work_orders.get()
    ActivityFactory(work_order=work_order, performed_by=technician, recorded_by=technician)
    WorkOrder.objects.filter(pk=work_order.pk).update(
        state=WorkOrderState.DOCUMENTED, handed_in_at="2026-01-16T03:00Z"
    )
    work_order.refresh_from_db()
    return work_order


# Repeated requests


def test_handing_in_twice_shows_a_message_and_changes_nothing(
    client: Client, technician: User, sent: WorkOrder
) -> None:
    client.force_login(technician)
    page = client.post(f"/portal/work-orders/{sent.pk}/hand-in/", {"answer": ""}, follow=True)
    assert page.status_code == 200
    assert "sudah dikirim dan menunggu pemeriksaan" in page.text
    assert WorkOrder.objects.get(pk=sent.pk).handed_in_at == sent.handed_in_at


def test_handing_over_twice_moves_the_cycle_once(
    client: Client, technician: User, cycle: Cycle, operator: User
) -> None:
    accept_without_review(cycle.rounds.get().work_orders.get(), by=operator)
    client.force_login(technician)
    address = f"/portal/rounds/{cycle.rounds.get().pk}/handover/"
    assert "diserahterimakan." in client.post(address, follow=True).text
    for page in (client.post(address, follow=True), client.get(address, follow=True)):
        assert "Putaran ini sudah diserahterimakan." in page.text
        assert "belum dapat dilakukan" not in page.text
    assert cycle.journal.filter(move=Move.COMPLETE_VENDOR_WORK).count() == 1


def test_the_second_reviewer_sees_who_reviewed_first(
    client: Client, operator: User, head: User, sent: WorkOrder
) -> None:
    review_services.accept(sent.pk, by=head)
    client.force_login(operator)
    page = client.post(f"/cycles/work-orders/{sent.pk}/return/", {"remark": "Foto kurang."})
    assert page.status_code == 409
    assert "berada pada keadaan “Diterima”" in page.text
    assert ">Lihat</a>" in page.text
    assert Review.objects.count() == 1


# Late requests


def test_a_form_for_work_already_handed_in_is_refused_without_a_staff_link(
    client: Client, technician: User, sent: WorkOrder
) -> None:
    """A link to the staff page would be of no use: vendor users cannot open it."""
    client.force_login(technician)
    page = client.post(f"/portal/activities/{Activity.objects.get().pk}/edit/", {"description": "Lagi"})
    assert page.status_code == 409
    assert "Menunggu pemeriksaan" in page.text
    assert "/cycles/" not in page.text


def test_a_form_of_a_deactivated_user_saves_nothing(client: Client, technician: User, cycle: Cycle) -> None:
    client.force_login(technician)
    work_order = cycle.rounds.get().work_orders.get()
    address = f"/portal/work-orders/{work_order.pk}/activities/new/"
    assert client.get(address, follow=True).status_code == 200
    User.objects.filter(pk=technician.pk).update(is_active=False)
    assert client.post(address, {"description": "Dikerjakan"}).status_code == 401
    assert not Activity.objects.exists()


# Access


def test_every_list_says_that_access_ended_with_the_last_contract(client: Client) -> None:
    person = MembershipFactory(
        vendor=ContractFactory(starts_on="2024-01-01", ends_on="2024-12-31").vendor
    ).user
    client.force_login(person)
    for address in LISTS:
        assert ACCESS_ENDED in client.get(address).text, address


def test_an_empty_list_with_an_active_contract_does_not_say_that_access_ended(
    client: Client, technician: User
) -> None:
    ContractFactory(vendor=technician.memberships.get().vendor)
    client.force_login(technician)
    for address in LISTS:
        page = client.get(address)
        assert page.status_code == 200
        assert ACCESS_ENDED not in page.text, address


def test_ending_one_membership_keeps_access_to_the_other_vendor(
    client: Client, technician: User, cycle: Cycle
) -> None:
    other = ContractFactory(vendor=VendorFactory(name="PT Kedua Jaya"))
    MembershipFactory(vendor=other.vendor, user=technician)
    second = make_cycle(State.VENDOR_WORK, contract=other)
    first_work_order, second_work_order = (each.rounds.get().work_orders.get() for each in (cycle, second))
    client.force_login(technician)
    home = client.get("/portal/").text
    assert cycle.code in home and second.code in home
    Membership.objects.get(user=technician, vendor=other.vendor).end()
    home = client.get("/portal/").text
    assert cycle.code in home and second.code not in home
    assert client.get(f"/portal/work-orders/{first_work_order.pk}/").status_code == 200
    assert client.get(f"/portal/work-orders/{second_work_order.pk}/").status_code == 404


@pytest.mark.parametrize("address", LISTS)
def test_staff_are_refused_on_portal_pages(client: Client, operator: User, address: str) -> None:
    client.force_login(operator)
    page = client.get(address)
    assert page.status_code == 403
    assert "Anda tidak berwenang" in page.text


# Mail


def test_the_return_mail_lists_the_remark_of_each_item(
    technician: User, operator: User, sent: WorkOrder
) -> None:
    item = sent.planned_work.checklist.get(text="Suhu ruang")
    review_services.return_for_correction(
        sent.pk, by=operator, remark="Perbaiki.", remarks={item.pk: "Ukur sekali lagi."}
    )
    send_due()
    email = next(each for each in mail.outbox if "dikembalikan" in each.subject)
    assert email.to == [technician.email]
    assert "Perbaiki.\n– Suhu ruang: Ukur sekali lagi." in str(email.body)
