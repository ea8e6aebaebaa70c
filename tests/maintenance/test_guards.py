"""Guards return all reasons at once, each with the URL of the page that solves it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from accounts.models import User
from maintenance import gate
from maintenance.cycles.services import open_cycle
from maintenance.evaluation import services as evaluation_services
from maintenance.models import Cycle, WorkOrder
from maintenance.reasons import NotYet
from maintenance.sop import Move, State
from plans.models import PlanBasis
from tests.assets.factories import AssetFactory
from tests.maintenance.factories import accept_without_review, add_criterion, make_cycle

pytestmark = pytest.mark.django_db


def refused(cycle: Cycle, move: Move, by: User, **inputs: object) -> list[str]:
    with pytest.raises(NotYet) as refusal:
        gate.perform(cycle.pk, move, by=by, **inputs)
    return [reason.code for reason in refusal.value.reasons]


def test_an_empty_plan_returns_all_reasons_at_once(operator: User) -> None:
    from datetime import date

    cycle = open_cycle(
        by=operator, title="Kosong", basis=PlanBasis.BUDGET_YEAR, budget_year=2026,
        starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31),
    )  # fmt: skip
    assert refused(cycle, Move.SUBMIT_PLAN, operator) == ["assets", "architecture", "objective", "works"]


def test_planned_work_must_name_assets_of_the_scope(operator: User) -> None:
    cycle = make_cycle(by=operator)
    work = cycle.plan.works.get()
    work.assets.set([AssetFactory()])
    assert refused(cycle, Move.SUBMIT_PLAN, operator) == ["work_scope"]
    work.assets.clear()
    assert refused(cycle, Move.SUBMIT_PLAN, operator) == ["work_assets"]


def test_criteria_need_a_method_evidence_and_weights_that_add_up_to_100(operator: User) -> None:
    cycle = make_cycle(State.CRITERIA, by=operator)
    cycle.plan.criteria.all().delete()
    assert refused(cycle, Move.SET_CRITERIA, operator) == ["criteria"]
    add_criterion(cycle, code="K1", weight=Decimal(60), method="", evidence="")
    add_criterion(cycle, code="K2", weight=Decimal("30.5"))
    with pytest.raises(NotYet) as refusal:
        gate.perform(cycle.pk, Move.SET_CRITERIA, by=operator)
    assert [reason.code for reason in refusal.value.reasons] == ["method", "evidence", "weights"]
    assert "90,5 %" in str(refusal.value.reasons[-1])


def test_a_round_cannot_be_completed_while_a_work_order_is_open(operator: User) -> None:
    cycle = make_cycle(State.INTERNAL_WORK, by=operator, assets=2)
    assert refused(cycle, Move.COMPLETE_INTERNAL_WORK, operator) == ["open"]
    first, *rest = WorkOrder.objects.all()
    WorkOrder.objects.filter(pk=first.pk).update(state="documented")
    for order in rest:
        accept_without_review(order, by=operator)
    assert refused(cycle, Move.COMPLETE_INTERNAL_WORK, operator) == ["unreviewed"]
    WorkOrder.objects.filter(pk=first.pk).update(state="not_done", reason_not_done="Aset dibongkar.")
    assert gate.perform(cycle.pk, Move.COMPLETE_INTERNAL_WORK, by=operator).state == State.EVALUATION


def test_handover_on_behalf_of_a_vendor_requires_a_reason(operator: User) -> None:
    cycle = make_cycle(State.VENDOR_WORK, by=operator)
    for order in WorkOrder.objects.all():
        accept_without_review(order, by=operator)
    assert refused(cycle, Move.COMPLETE_VENDOR_WORK, operator) == ["reason"]
    moved = gate.perform(cycle.pk, Move.COMPLETE_VENDOR_WORK, by=operator, reason="Vendor sakit.")
    assert moved.journal.latest("sequence").reason == "Vendor sakit."


def test_an_evaluation_needs_every_criterion_judged_and_a_conclusion(head: User) -> None:
    cycle = make_cycle(State.EVALUATION)
    assert refused(cycle, Move.CONCLUDE_EVALUATION, head) == ["evaluation"]
    evaluation_services.start_evaluation(cycle.pk, by=head)
    assert refused(cycle, Move.CONCLUDE_EVALUATION, head) == ["criterion", "conclusion"]
    evaluation_services.judge(cycle.pk, cycle.plan.criteria.get().pk, by=head, value=Decimal(95))
    assert refused(cycle, Move.CONCLUDE_EVALUATION, head) == ["conclusion"]


def test_the_report_requires_the_closing_texts(head: User) -> None:
    cycle = make_cycle(State.REPORTING)
    assert refused(cycle, Move.FINISH, head, report=None) == ["closing", "recommendations", "report"]


def test_the_page_shows_the_same_reasons_as_the_gate(operator: User) -> None:
    cycle = make_cycle(State.CRITERIA, by=operator)
    cycle.plan.criteria.all().delete()
    (next_move,) = gate.next_moves(cycle, operator)
    assert not next_move.is_open
    assert [reason.code for reason in next_move.reasons] == refused(cycle, Move.SET_CRITERIA, operator)
    assert all(str(reason.url) for reason in next_move.reasons)


def test_decisions_are_recorded_with_their_reason(operator: User) -> None:
    cycle = make_cycle(State.ASSIGNMENT, by=operator)
    start, end = cycle.next_window() or (None, None)
    codes = refused(cycle, Move.START_INTERNAL_ROUND, operator, team="Tim", starts_on=start, ends_on=end)
    assert codes == ["reason"]
