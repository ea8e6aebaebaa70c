"""Visibility for vendor users: by membership, while a contract is active or a round is open."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import Role, User
from maintenance import gate
from maintenance.findings import services as finding_services
from maintenance.models import Activity, Cycle, Evidence, Finding, Round, WorkOrder
from maintenance.reasons import MayNot
from maintenance.sop import Executor, Move, State
from tests.accounts.factories import UserFactory
from tests.maintenance.factories import (
    ActivityFactory,
    EvidenceFactory,
    FindingFactory,
    complete_work,
    conclude,
    make_cycle,
    start_round,
)
from tests.vendors.factories import AmendmentFactory, ContractFactory, MembershipFactory
from vendors.models import Contract, Vendor

pytestmark = pytest.mark.django_db
KINDS = (Cycle, Round, WorkOrder, Activity, Evidence, Finding)


@pytest.fixture
def person() -> User:
    return UserFactory(role=Role.VENDOR)


@pytest.fixture
def contract() -> Contract:
    return ContractFactory(ends_on=date(timezone.localdate().year, 12, 31))


@pytest.fixture
def cycle(person: User, contract: Contract) -> Cycle:
    """Return a cycle in row 4 with one record of every kind."""
    cycle = make_cycle(State.VENDOR_WORK, contract=contract, vendor_person=person)
    assert cycle.current_round
    order = cycle.current_round.work_orders.first()
    FindingFactory(work_order=order)
    EvidenceFactory(activity=ActivityFactory(work_order=order, performed_by=person))
    return cycle


@pytest.fixture
def after_the_contract(contract: Contract) -> Callable[[], time_machine.travel]:
    return lambda: time_machine.travel(contract.ends_on + timedelta(days=1, hours=3))


def seen(person: User) -> list[int]:
    """Return the number of visible records of each kind."""
    return [kind.objects.visible_to(person).count() for kind in KINDS]


def close_round(cycle: Cycle, head: User) -> None:
    """Move the cycle from row 4 to row 8, so that no round is open."""
    cycle = complete_work(cycle, by=head)
    gate.perform(conclude(cycle, by=UserFactory()).pk, Move.END, by=head, reason="Anggaran dialihkan.")


def test_a_vendor_user_sees_the_records_of_the_vendors_rounds(person: User, cycle: Cycle) -> None:
    assert all(seen(person))
    assert seen(MembershipFactory(vendor=ContractFactory().vendor).user) == [0] * len(KINDS)


def test_an_ended_membership_ends_access_at_once(person: User, cycle: Cycle) -> None:
    person.memberships.get().end()
    assert seen(person) == [0] * len(KINDS)


def test_a_deactivated_person_sees_nothing(person: User, cycle: Cycle) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert seen(person) == [0] * len(KINDS)


def test_after_the_last_contract_an_open_round_can_be_completed(
    person: User, cycle: Cycle, after_the_contract: Callable[[], time_machine.travel]
) -> None:
    finding = Finding.objects.get()
    with after_the_contract():
        assert all(seen(person))
        finding_services.add_follow_up(finding.pk, by=person, text="Kipas diganti.")
        refusal = gate.find_refusal(cycle, Move.COMPLETE_VENDOR_WORK, person)
        assert not isinstance(refusal, MayNot)
    assert finding.follow_ups.count() == 1


def test_after_that_round_ended_vendor_users_see_nothing(
    person: User, cycle: Cycle, head: User, after_the_contract: Callable[[], time_machine.travel]
) -> None:
    close_round(cycle, head)
    assert all(seen(person))
    with after_the_contract():
        assert seen(person) == [0] * len(KINDS)
        assert not Contract.objects.visible_to(person).exists()
        assert not Vendor.objects.visible_to(person).exists()
        with pytest.raises(MayNot):
            finding_services.add_follow_up(Finding.objects.get().pk, by=person, text="Kipas diganti.")
        assert all(seen(head))


def test_a_new_contract_restores_access_to_old_rounds(
    person: User,
    cycle: Cycle,
    contract: Contract,
    head: User,
    after_the_contract: Callable[[], time_machine.travel],
) -> None:
    close_round(cycle, head)
    year = contract.ends_on.year + 1
    ContractFactory(vendor=contract.vendor, starts_on=date(year, 3, 1), ends_on=date(year, 12, 31))
    with after_the_contract():
        assert all(seen(person))


def test_an_amendment_that_moves_the_end_moves_the_access(
    person: User,
    cycle: Cycle,
    contract: Contract,
    head: User,
    after_the_contract: Callable[[], time_machine.travel],
) -> None:
    close_round(cycle, head)
    AmendmentFactory(contract=contract)
    with after_the_contract():
        assert all(seen(person))


def test_a_user_of_two_vendors_can_lose_access_to_one(person: User, cycle: Cycle) -> None:
    other = make_cycle(State.VENDOR_WORK, contract=ContractFactory(), vendor_person=person)
    assert Round.objects.visible_to(person).count() == 2
    person.memberships.get(vendor=other.current_round.contract.vendor).end()
    assert [round_.cycle for round_ in Round.objects.visible_to(person)] == [cycle]


def test_a_cycle_with_rounds_of_two_vendors_is_listed_once_with_the_own_round(
    person: User, cycle: Cycle, head: User
) -> None:
    stranger = MembershipFactory(vendor=ContractFactory().vendor).user
    cycle = conclude(complete_work(cycle, by=head), by=UserFactory())
    start_round(cycle, by=head, contract=stranger.vendors.get().contracts.get())
    for each in (person, stranger):
        assert Cycle.objects.visible_to(each).count() == 1
        assert Round.objects.visible_to(each).count() == 1


def test_staff_are_not_executors_of_a_vendor_round(cycle: Cycle, operator: User) -> None:
    assert cycle.current_round
    assert not cycle.current_round.is_worked_by(operator)


@pytest.mark.parametrize("how", ["membership", "account"])
def test_a_running_session_ends_at_the_next_request(person: User, cycle: Cycle, how: str) -> None:
    browser = Client()
    browser.force_login(person)
    address = f"/portal/work-orders/{WorkOrder.objects.get().pk}/" if how == "membership" else "/portal/"
    assert browser.get(address).status_code == 200
    if how == "membership":
        person.memberships.get().end()
        assert browser.get(address).status_code == 404
        assert "Akses Anda sudah berakhir" in browser.get("/portal/").text
    else:
        User.objects.filter(pk=person.pk).update(is_active=False)
        assert browser.get(address).headers["Location"].startswith("/accounts/login/")


def test_vendor_users_do_not_see_internal_rounds(person: User, cycle: Cycle) -> None:
    make_cycle(State.INTERNAL_WORK, executor=Executor.INTERNAL)
    assert Round.objects.visible_to(person).count() == 1
