"""Rounds: their dates follow the plan, and each due date has exactly one work order."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from maintenance import gate
from maintenance.models import Cycle, Round, WorkOrder
from maintenance.models.work_order_generation import generate_work_orders
from maintenance.reasons import NotYet
from maintenance.sop import Executor, State
from plans.models import PlanBasis, PlannedWork
from tests.maintenance.factories import (
    accept_without_review,
    complete_work,
    conclude,
    make_cycle,
    start_round,
)
from tests.vendors.factories import AmendmentFactory, ContractFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def due_dates(cycle: Cycle) -> list[date]:
    orders = WorkOrder.objects.filter(round__cycle=cycle)
    return list(orders.order_by("nominal_on").values_list("nominal_on", flat=True))


def test_windows_follow_the_plan_without_drift() -> None:
    plan = make_cycle(year=2026).plan
    windows = [plan.round_period(number, as_of=date(2026, 1, 1)) for number in (1, 2, 3, 4, 5)]
    assert windows == [
        (date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2026, 12, 31)),
        None,
    ]


@time_machine.travel("2026-01-05 09:00+07:00")
@pytest.mark.parametrize(
    ("first", "then"),
    [
        ((date(2026, 1, 1), date(2026, 6, 30)), (date(2026, 7, 1), date(2026, 9, 30))),
        ((date(2026, 1, 1), date(2026, 2, 28)), (date(2026, 3, 1), date(2026, 3, 31))),
        ((date(2026, 10, 1), date(2026, 12, 31)), None),
    ],
    ids=["wider", "narrower", "last"],
)
def test_the_next_window_begins_where_the_last_round_ended(
    first: tuple[date, date], then: tuple[date, date] | None
) -> None:
    cycle = make_cycle(State.INTERNAL_WORK, year=2026, starts_on=first[0], ends_on=first[1])
    assert cycle.next_window() == then


@time_machine.travel("2026-01-05 09:00+07:00")
def test_the_proposed_round_has_due_work_and_shows_how_much(client: Client, operator: User) -> None:
    cycle = make_cycle(
        State.ASSIGNMENT, by=operator, year=2026, assets=2, rule="FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=3"
    )
    client.force_login(operator)
    page = client.get(f"/cycles/{cycle.pk}/moves/start_internal_round/")
    assert page.context["form"]["starts_on"].initial == date(2026, 7, 1)
    assert "Menurut rencana, 2 perintah kerja jatuh tempo di dalam jendela ini." in page.text


@time_machine.travel("2026-01-05 09:00+07:00")
def test_a_round_without_work_is_refused(operator: User) -> None:
    cycle = make_cycle(State.ASSIGNMENT, by=operator, year=2026, rule="FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=3")
    with pytest.raises(NotYet) as refusal:
        start_round(cycle, by=operator, starts_on=date(2026, 1, 1), ends_on=date(2026, 3, 31))
    assert "antara 1 Januari 2026 dan 31 Maret 2026" in str(refusal.value.reasons[0])
    assert Cycle.objects.get().state == State.ASSIGNMENT


@time_machine.travel("2026-01-05 09:00+07:00")
def test_a_round_gets_a_work_order_for_each_asset_and_due_date_in_its_window() -> None:
    cycle = make_cycle(State.INTERNAL_WORK, year=2026, assets=2, rule="FREQ=MONTHLY;BYMONTHDAY=15")
    assert due_dates(cycle) == [date(2026, month, 15) for month in (1, 1, 2, 2, 3, 3)]
    assert cycle.current_round.work_orders.values("sequence").distinct().count() == 6


@time_machine.travel("2026-01-05 09:00+07:00")
def test_generating_work_orders_twice_creates_no_duplicates() -> None:
    cycle = make_cycle(State.INTERNAL_WORK, year=2026, rule="FREQ=WEEKLY;BYDAY=MO")
    made = WorkOrder.objects.count()
    assert generate_work_orders(cycle.current_round) == 0
    call_command("run_scheduled_tasks", verbosity=0)
    assert WorkOrder.objects.count() == made == 13


@time_machine.travel("2026-01-05 09:00+07:00")
def test_work_orders_of_missed_days_are_created_later() -> None:
    cycle = make_cycle(State.INTERNAL_WORK, year=2026, rule="FREQ=WEEKLY;BYDAY=MO")
    WorkOrder.objects.filter(nominal_on__in=[date(2026, 1, 12), date(2026, 2, 2)]).delete()
    assert generate_work_orders(cycle.current_round) == 2
    assert len(due_dates(cycle)) == 13


@time_machine.travel("2026-01-05 09:00+07:00")
def test_the_database_refuses_a_second_work_order_for_the_same_occurrence() -> None:
    cycle = make_cycle(State.INTERNAL_WORK, year=2026)
    order = WorkOrder.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkOrder.objects.create(
            round=cycle.current_round,
            sequence=99,
            planned_work=order.planned_work,
            asset=order.asset,
            nominal_on=order.nominal_on,
            due_on=order.due_on,
        )


@time_machine.travel("2026-01-05 09:00+07:00")
def test_adjacent_rounds_share_no_due_date_and_lose_none(operator: User, head: User) -> None:
    cycle = make_cycle(State.CONTINUATION, year=2026, by=operator, rule="FREQ=MONTHLY;BYMONTHDAY=-1")
    cycle = start_round(cycle, by=operator)
    assert due_dates(cycle) == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
        date(2026, 5, 31),
        date(2026, 6, 30),
    ]


def test_work_counted_from_completion_falls_due_again_after_it_was_accepted(operator: User) -> None:
    with time_machine.travel("2026-01-05 09:00+07:00"):
        cycle = make_cycle(
            State.INTERNAL_WORK, year=2026, by=operator, work_basis="after_completion", rule="FREQ=MONTHLY"
        )
        (first,) = WorkOrder.objects.all()
        round_ = cycle.current_round
        assert generate_work_orders(round_) == 0, "one is still under way"
        accept_without_review(first, by=operator)
        WorkOrder.objects.filter(pk=first.pk).update(completed_on=date(2026, 1, 20))
        assert generate_work_orders(round_) == 1
        assert WorkOrder.objects.latest("pk").nominal_on == date(2026, 2, 20)


@time_machine.travel("2026-01-05 09:00+07:00")
def test_only_one_round_of_a_cycle_can_be_open() -> None:
    cycle = make_cycle(State.INTERNAL_WORK, year=2026)
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.create(
            cycle=cycle,
            number=2,
            executor=Executor.INTERNAL,
            team="Lain",
            starts_on=date(2026, 4, 1),
            ends_on=date(2026, 6, 30),
        )


@time_machine.travel("2026-01-05 09:00+07:00")
@pytest.mark.parametrize(
    ("starts_on", "ends_on", "code"),
    [
        (date(2025, 12, 1), date(2026, 3, 31), "window_period"),
        (date(2026, 10, 1), date(2027, 1, 31), "window_period"),
        (date(2026, 3, 1), date(2026, 2, 1), "window_dates"),
        (None, None, "window_dates"),
    ],
)
def test_a_window_outside_of_the_period_is_refused(
    operator: User, starts_on: date | None, ends_on: date | None, code: str
) -> None:
    cycle = make_cycle(State.ASSIGNMENT, year=2026, by=operator)
    with pytest.raises(NotYet) as refusal:
        gate.perform(
            cycle.pk,
            "start_internal_round",
            by=operator,
            reason="Sesuai rencana.",
            team="Tim",
            starts_on=starts_on,
            ends_on=ends_on,
        )
    assert code in [reason.code for reason in refusal.value.reasons]


@time_machine.travel("2026-02-05 09:00+07:00")
def test_a_round_may_not_overlap_the_one_before(operator: User) -> None:
    cycle = make_cycle(State.CONTINUATION, year=2026, by=operator)
    with pytest.raises(NotYet) as refusal:
        start_round(cycle, by=operator, starts_on=date(2026, 3, 31), ends_on=date(2026, 6, 30))
    assert [reason.code for reason in refusal.value.reasons] == ["window_overlap"]


@time_machine.travel("2026-02-05 09:00+07:00")
def test_a_vendor_round_requires_a_contract_active_on_all_days_and_a_user(operator: User) -> None:
    cycle = make_cycle(State.ASSIGNMENT, year=2026, by=operator)
    ending = ContractFactory(starts_on=date(2025, 1, 1), ends_on=date(2026, 2, 28))
    with pytest.raises(NotYet) as refusal:
        start_round(cycle, by=operator, contract=ending)
    assert [reason.code for reason in refusal.value.reasons] == ["contract_active", "vendor_person"]
    assert "28 Februari 2026" in str(refusal.value.reasons[0])
    AmendmentFactory(
        contract=ending, effective_on=date(2026, 2, 1), new_end=date(2026, 12, 31), new_value=None
    )
    MembershipFactory(vendor=ending.vendor)
    ending = type(ending).objects.get(pk=ending.pk)
    assert start_round(cycle, by=operator, contract=ending).state == State.VENDOR_WORK


@pytest.mark.parametrize(
    ("ends_on", "amended_to", "last_day"),
    [
        (date(2026, 12, 31), None, date(2026, 12, 31)),
        (date(2028, 2, 29), None, date(2028, 2, 29)),
        (date(2026, 12, 31), date(2027, 6, 30), date(2027, 6, 30)),
        (date(2027, 12, 31), date(2026, 9, 30), date(2026, 9, 30)),
    ],
)
def test_a_cycle_on_a_contract_is_over_the_day_after_the_amended_end(
    operator: User, ends_on: date, amended_to: date | None, last_day: date
) -> None:
    with time_machine.travel("2026-02-05 09:00+07:00"):
        cycle = make_cycle(State.PLANNING, year=2026, by=operator)
    contract = ContractFactory(starts_on=date(2026, 1, 1), ends_on=ends_on)
    if amended_to:
        AmendmentFactory(contract=contract, effective_on=date(2026, 3, 1), new_end=amended_to, new_value=None)
    plan = cycle.plan
    plan.basis, plan.contract, plan.budget_year, plan.ends_on = PlanBasis.CONTRACT, contract, None, ends_on
    plan.save()
    cycle = Cycle.objects.get(pk=cycle.pk)
    for day, over in ((last_day, False), (date.fromordinal(last_day.toordinal() + 1), True)):
        with time_machine.travel(f"{day.isoformat()} 12:00+07:00", tick=False):
            assert Cycle.objects.get(pk=cycle.pk).is_over is over


@time_machine.travel("2026-02-05 09:00+07:00")
def test_a_second_round_ends_the_first_and_may_have_another_executor(operator: User, head: User) -> None:
    contract = ContractFactory(starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    MembershipFactory(vendor=contract.vendor)
    cycle = make_cycle(State.VENDOR_WORK, year=2026, by=operator, contract=contract)
    cycle = conclude(complete_work(cycle, by=operator), by=head)
    cycle = start_round(cycle, by=operator, team="Tim Daya")
    first, second = cycle.rounds.order_by("number")
    assert (first.executor, second.executor) == (Executor.VENDOR, Executor.INTERNAL)
    assert first.ended_at is not None and second.ended_at is None
    assert cycle.state == State.INTERNAL_WORK


@time_machine.travel("2026-01-05 09:00+07:00")
def test_work_that_recurs_on_a_holiday_is_due_on_the_next_working_day() -> None:
    cycle = make_cycle(State.INTERNAL_WORK, year=2026, rule="FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=16")
    order = WorkOrder.objects.get(round__cycle=cycle)  # 16 January 2026 is Isra Mikraj, a Friday
    assert (order.nominal_on, order.due_on) == (date(2026, 1, 16), date(2026, 1, 19))
    assert PlannedWork.objects.get().holiday_policy == "after"


# --- Work between the rounds ---


def asked(client: Client, cycle: Cycle, **given: str) -> HttpResponse:
    sent = {"team": "Tim Daya", "ends_on": "2026-06-30", "reason": "Server baru datang pada April."} | given
    return client.post(f"/cycles/{cycle.pk}/moves/start_internal_round/", sent)


@time_machine.travel("2026-01-05 09:00+07:00")
def test_work_due_before_a_round_is_left_out_only_after_confirmation(client: Client, operator: User) -> None:
    cycle = make_cycle(State.ASSIGNMENT, by=operator, year=2026, assets=2, rule="FREQ=MONTHLY;BYMONTHDAY=10")
    client.force_login(operator)
    page = asked(client, cycle, starts_on="2026-04-01")
    assert page.status_code == 422
    assert (
        "6 perintah kerja jatuh tempo antara 1 Januari 2026 dan 31 Maret 2026, dan tidak akan pernah terbit."
        in page.text
    )
    assert 'type="checkbox" name="leaves_out"' in page.text
    assert page.text.count("Belum tersimpan") == 1
    assert "Menurut rencana, 6 perintah kerja jatuh tempo di dalam jendela ini." in page.text
    assert "Server baru datang pada April." in page.text
    assert Cycle.objects.get(pk=cycle.pk).state == State.ASSIGNMENT
    assert asked(client, cycle, starts_on="2026-04-01", leaves_out="on").status_code == 302
    assert Cycle.objects.get(pk=cycle.pk).current_round.starts_on == date(2026, 4, 1)


@time_machine.travel("2026-01-05 09:00+07:00")
@pytest.mark.parametrize(
    ("starts_on", "basis"),
    [("2026-01-01", "fixed"), ("2026-01-10", "fixed"), ("2026-04-01", "after_completion")],
    ids=["nothing before", "nothing due before", "waits for the round"],
)
def test_no_confirmation_is_asked_if_no_work_is_left_out(
    client: Client, operator: User, starts_on: str, basis: str
) -> None:
    cycle = make_cycle(
        State.ASSIGNMENT, by=operator, year=2026, rule="FREQ=MONTHLY;BYMONTHDAY=10", work_basis=basis
    )
    client.force_login(operator)
    assert (
        'type="checkbox" name="leaves_out"'
        not in client.get(f"/cycles/{cycle.pk}/moves/start_internal_round/").text
    )
    assert asked(client, cycle, starts_on=starts_on).status_code == 302
