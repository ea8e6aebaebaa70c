"""E-mails about rounds, returned work and contracts."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail

from accounts.models import User
from core.mail import send_due
from core.models import OutgoingMail
from maintenance import gate
from maintenance.models import Cycle, WorkOrder, WorkOrderState
from maintenance.reasons import NotYet
from maintenance.reviews import services as review_services
from maintenance.sop import Executor, Move, State
from maintenance.work_orders import services as work_order_services
from tests.accounts.factories import UserFactory
from tests.maintenance.factories import ActivityFactory, make_cycle
from tests.vendors.factories import AmendmentFactory, ContractFactory, MembershipFactory
from vendors.models import Contract
from vendors.reminders import send_contract_reminders

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract() -> Contract:
    contract = ContractFactory()
    MembershipFactory(vendor=contract.vendor, user__email="andri@vendor.id")
    MembershipFactory(vendor=contract.vendor, user__email="budi@vendor.id", user__language="en")
    MembershipFactory(vendor=contract.vendor, user__email="bekas@vendor.id", is_active=False)
    MembershipFactory(vendor=contract.vendor, user__email="mati@vendor.id", user__is_active=False)
    MembershipFactory(user__email="lain@vendor-lain.id")
    return contract


@pytest.fixture
def cycle(contract: Contract) -> Cycle:
    return make_cycle(State.VENDOR_WORK, contract=contract, assets=2)


def sent(word: str) -> list[str]:
    """Return the recipients of mail with `word` in its subject."""
    send_due()
    return sorted(message.to[0] for message in mail.outbox if word in message.subject)


def documented(cycle: Cycle) -> list[WorkOrder]:
    assert cycle.current_round
    orders = list(cycle.current_round.work_orders.all())
    for order in orders:
        ActivityFactory(work_order=order)
    cycle.current_round.work_orders.update(state=WorkOrderState.DOCUMENTED)
    return orders


def test_a_new_round_is_mailed_to_the_users_of_the_vendor(cycle: Cycle) -> None:
    assert sent("ditugaskan") == ["andri@vendor.id"]
    assert sent(cycle.code) == ["andri@vendor.id", "budi@vendor.id"]
    assert "/portal/" in mail.outbox[0].body


def test_an_internal_round_sends_no_mail() -> None:
    make_cycle(State.INTERNAL_WORK)
    assert not OutgoingMail.objects.exists()


def test_a_refused_start_sends_no_mail(contract: Contract, operator: User) -> None:
    cycle = make_cycle(State.ASSIGNMENT)
    with pytest.raises(NotYet):
        gate.perform(
            cycle.pk, Move.START_VENDOR_ROUND, by=operator, contract=contract,
            starts_on=date(2001, 1, 1), ends_on=date(2001, 3, 1), reason="x",
        )  # fmt: skip
    assert not OutgoingMail.objects.exists()


def test_returned_work_is_mailed_to_the_vendor_with_its_remarks(cycle: Cycle, operator: User) -> None:
    order = documented(cycle)[0]
    review_services.return_for_correction(order.pk, by=operator, remark="Foto sesudah belum ada.")
    assert sent("dikembalikan") == ["andri@vendor.id"]
    message = next(message for message in mail.outbox if "dikembalikan" in message.subject)
    assert "Foto sesudah belum ada." in message.body
    assert f"/portal/work-orders/{order.pk}/" in message.body


def test_work_returned_twice_is_mailed_twice(cycle: Cycle, operator: User) -> None:
    order = documented(cycle)[0]
    for remark in ("Satu.", "Dua."):
        WorkOrder.objects.filter(pk=order.pk).update(state=WorkOrderState.DOCUMENTED)
        review_services.return_for_correction(order.pk, by=operator, remark=remark)
    assert sent("dikembalikan") == ["andri@vendor.id"] * 2


def test_returned_internal_work_is_mailed_to_the_users_who_documented_it(operator: User) -> None:
    cycle = make_cycle(State.INTERNAL_WORK)
    order = cycle.current_round.work_orders.first()
    did, wrote = UserFactory(email="did@contoh.id"), UserFactory(email="wrote@contoh.id")
    ActivityFactory(work_order=order, performed_by=did, recorded_by=wrote)
    WorkOrder.objects.filter(pk=order.pk).update(state=WorkOrderState.DOCUMENTED)
    review_services.return_for_correction(order.pk, by=operator, remark="Lengkapi.")
    assert sent("dikembalikan") == ["did@contoh.id", "wrote@contoh.id"]
    assert f"/cycles/work-orders/{order.pk}/" in mail.outbox[-1].body


def test_closing_the_last_work_order_is_mailed_to_the_vendor(cycle: Cycle, operator: User) -> None:
    *orders, last = documented(cycle)
    for order in orders:
        review_services.accept(order.pk, by=operator)
    assert sent("siap diserahterimakan") == []
    review_services.accept(last.pk, by=operator)
    assert sent("siap diserahterimakan") == ["andri@vendor.id"]
    assert f"/portal/rounds/{last.round_id}/handover/" in mail.outbox[-1].body


def test_closing_the_last_work_order_as_not_done_is_mailed_too(cycle: Cycle, operator: User) -> None:
    assert cycle.current_round
    for order in cycle.current_round.work_orders.all():
        work_order_services.close_not_done(order.pk, by=operator, reason="Aset dimatikan.")
    assert sent("siap diserahterimakan") == ["andri@vendor.id"]


def test_closing_all_work_of_an_internal_round_sends_no_mail(operator: User) -> None:
    for order in documented(make_cycle(State.INTERNAL_WORK, executor=Executor.INTERNAL)):
        review_services.accept(order.pk, by=operator)
    assert not OutgoingMail.objects.exists()


def test_a_contract_that_ends_is_told_to_operators_and_heads_at_30_and_7_days_once(
    operator: User, head: User, manager: User
) -> None:
    today = date.today()
    ContractFactory(starts_on=today - timedelta(days=300), ends_on=today + timedelta(days=40))
    readers = sorted([operator.email, head.email])
    with time_machine.travel(today + timedelta(days=9), tick=False) as clock:
        send_contract_reminders()
        assert sent("segera berakhir") == []
        clock.shift(timedelta(days=2))
        send_contract_reminders()
        send_contract_reminders()
        assert sent("segera berakhir") == readers
        clock.shift(timedelta(days=10))
        send_contract_reminders()
        assert sent("segera berakhir") == readers
        clock.shift(timedelta(days=15))
        send_contract_reminders()
        send_contract_reminders()
        assert sent("segera berakhir") == sorted(readers * 2)


def test_an_extension_starts_the_notices_anew(operator: User) -> None:
    today = date.today()
    contract = ContractFactory(starts_on=today - timedelta(days=300), ends_on=today + timedelta(days=20))
    send_contract_reminders()
    AmendmentFactory(contract=contract, effective_on=today, new_end=today + timedelta(days=25))
    send_contract_reminders()
    assert sent("segera berakhir") == [operator.email] * 2


def test_a_contract_that_has_ended_or_not_begun_is_not_told(operator: User) -> None:
    today = date.today()
    ContractFactory(starts_on=today - timedelta(days=300), ends_on=today - timedelta(days=1))
    ContractFactory(starts_on=today + timedelta(days=5), ends_on=today + timedelta(days=20))
    send_contract_reminders()
    assert not OutgoingMail.objects.exists()
