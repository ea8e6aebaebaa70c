"""Evaluation services (row 6): verdicts, score and measures, compared with manually computed values."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from accounts.models import User
from maintenance import gate
from maintenance.evaluation import services as evaluation_services
from maintenance.findings import services as finding_services
from maintenance.measures import (
    completion,
    downtime_hours,
    evidence_completeness,
    on_time,
    share,
    work_orders_of_round,
)
from maintenance.models import Activity, Cycle, Evaluation, WorkOrder
from maintenance.reasons import MayNot, NotYet
from maintenance.sop import State
from plans.models import AcceptanceCriterion
from tests.maintenance.factories import (
    ActivityFactory,
    EvidenceFactory,
    FindingFactory,
    accept_without_review,
    add_criterion,
    make_cycle,
)

pytestmark = pytest.mark.django_db


def evaluated(cycle: Cycle) -> Evaluation:
    return Evaluation.objects.get(round=cycle.current_round)


def cycle_with(operator: User, *criteria: dict[str, object], assets: int = 1) -> Cycle:
    """Return a cycle in row 6 with these criteria instead of the default one."""
    cycle = make_cycle(State.CRITERIA, by=operator, assets=assets)
    cycle.plan.criteria.all().delete()
    for number, fields in enumerate(criteria, start=1):
        add_criterion(cycle, code=f"K{number}", position=number, **fields)
    cycle = gate.perform(cycle.pk, "set_criteria", by=operator)
    start, end = cycle.next_window() or (None, None)
    cycle = gate.perform(
        cycle.pk,
        "start_internal_round",
        by=operator,
        team="Tim",
        starts_on=start,
        ends_on=end,
        reason="Rencana.",
    )
    for order in WorkOrder.objects.all():
        accept_without_review(order, by=operator)
    return gate.perform(cycle.pk, "complete_internal_work", by=operator)


def test_the_score_is_the_met_weight_of_the_judged_weight(operator: User, head: User) -> None:
    cycle = cycle_with(operator, {"weight": 50}, {"weight": 30}, {"weight": 20})
    first, second, third = cycle.plan.criteria.all()
    evaluation_services.judge(cycle.pk, first.pk, by=head, value=Decimal(95))
    evaluation_services.judge(cycle.pk, second.pk, by=head, value=Decimal(10))
    evaluation_services.judge(cycle.pk, third.pk, by=head, not_applicable=True, note="Alat ukur rusak.")
    assert evaluated(cycle).calculate_score() == (Decimal("62.50"), False)  # 50 of 80


def test_a_failed_mandatory_criterion_fails_the_round_whatever_the_score(operator: User, head: User) -> None:
    cycle = cycle_with(operator, {"weight": 95}, {"weight": 5, "is_mandatory": True})
    first, second = cycle.plan.criteria.all()
    evaluation_services.judge(cycle.pk, first.pk, by=head, value=Decimal(100))
    evaluation_services.judge(cycle.pk, second.pk, by=head, value=Decimal(0))
    assert evaluated(cycle).calculate_score() == (Decimal("95.00"), False)
    evaluation_services.judge(cycle.pk, second.pk, by=head, value=Decimal(90))
    assert evaluated(cycle).calculate_score() == (Decimal("100.00"), True)


def test_an_evaluation_without_judgements_has_no_score(operator: User, head: User) -> None:
    cycle = cycle_with(operator, {"weight": 100})
    (criterion,) = cycle.plan.criteria.all()
    evaluation_services.judge(cycle.pk, criterion.pk, by=head, not_applicable=True, note="Tidak terukur.")
    assert evaluated(cycle).calculate_score() == (None, None)


def test_computed_criteria_are_proposed_with_numerator_and_denominator(operator: User, head: User) -> None:
    cycle = cycle_with(operator, {"weight": 100, "measure": "completion"})
    (result,) = evaluation_services.start_evaluation(cycle.pk, by=head).results.all()
    assert (result.value, result.numerator, result.denominator) == (Decimal(100), 1, 1)
    assert result.verdict == "" and result.judged_at is None, "a person confirms it"


def test_a_proposed_value_follows_the_data_until_it_is_judged(operator: User, head: User) -> None:
    terms = {"measure": "open_findings", "kind": "number", "operator": "le", "target": 0}
    cycle = cycle_with(operator, {"weight": 100, **terms})
    first, second = (FindingFactory(work_order=WorkOrder.objects.get()) for _each in range(2))

    def proposed() -> tuple[Decimal | None, Decimal | None]:
        (result,) = evaluation_services.start_evaluation(cycle.pk, by=head).results.all()
        return result.value, result.numerator

    assert proposed() == (2, 2)
    finding_services.resolve_finding(first.pk, by=operator, note="Diganti.")
    assert proposed() == (1, 1)
    evaluation_services.judge(cycle.pk, cycle.plan.criteria.get().pk, by=head, value=Decimal(1))
    finding_services.resolve_finding(second.pk, by=operator, note="Diganti.")
    assert proposed() == (1, 1), "what was judged stays as it was judged"


@pytest.mark.parametrize(
    ("part", "whole", "target"), [(1999, 2000, 100), (1899, 2000, 95), (19999, 20000, 100)]
)
def test_a_share_is_not_rounded_up_to_its_target(part: int, whole: int, target: int) -> None:
    criterion = AcceptanceCriterion(kind="percentage", operator="ge", target=Decimal(target))
    assert criterion.is_met_by(value=share(part, whole).value) is False
    assert criterion.is_met_by(value=share(whole * target, whole * 100).value) is True


def test_only_seksi_operasional_judges_and_only_in_row_6(operator: User, manager: User) -> None:
    cycle = make_cycle(State.EVALUATION)
    with pytest.raises(MayNot):
        evaluation_services.start_evaluation(cycle.pk, by=manager)
    with pytest.raises(NotYet):
        evaluation_services.start_evaluation(make_cycle(State.INTERNAL_WORK).pk, by=operator)


def test_the_conclusion_fixes_score_and_verdict(operator: User, head: User) -> None:
    cycle = make_cycle(State.CONTINUATION, head=head)
    evaluation = Evaluation.objects.get(round__cycle=cycle)
    assert (evaluation.score, evaluation.meets, evaluation.concluded_by) == (Decimal(100), True, head)


@time_machine.travel("2026-02-01 09:00+07:00", tick=False)
def test_the_on_time_share_includes_the_grace_period(operator: User, settings: object) -> None:
    settings.ON_TIME_GRACE_DAYS = 3  # type: ignore[attr-defined]
    cycle = make_cycle(State.INTERNAL_WORK, year=2026, by=operator, rule="FREQ=WEEKLY;BYDAY=MO")
    orders = list(WorkOrder.objects.order_by("nominal_on"))  # Mondays from 5 January
    for order, done in ((orders[0], date(2026, 1, 8)), (orders[1], date(2026, 1, 16))):
        accept_without_review(order, by=operator)
        WorkOrder.objects.filter(pk=order.pk).update(completed_on=done)
    WorkOrder.objects.filter(pk=orders[2].pk).update(state="not_done", reason_not_done="Mati listrik.")
    # 5 Jan, done on the 8th: in time. 12 Jan, done on the 16th: late. 19 Jan: not done. 26 Jan: the 29th has passed.
    figure = on_time(work_orders_of_round(cycle.current_round.pk))
    assert (figure.numerator, figure.denominator, figure.value) == (1, 4, Decimal("25.0"))


def test_the_evidence_share_counts_existing_of_required_files(operator: User) -> None:
    cycle = make_cycle(
        State.INTERNAL_WORK, by=operator, assets=2, required_evidence={"before": 1, "after": 2}
    )
    first, second = WorkOrder.objects.all()
    activity = ActivityFactory(work_order=first)
    EvidenceFactory(activity=activity, purpose="before")
    EvidenceFactory(activity=activity, purpose="before")  # more than wanted counts once
    EvidenceFactory(activity=ActivityFactory(work_order=second), purpose="after")
    figure = evidence_completeness(work_orders_of_round(cycle.current_round.pk))
    assert (figure.numerator, figure.denominator) == (2, 6)
    assert figure.value == Decimal("33.33")


def test_downtime_is_in_hours_and_zero_of_zero_has_no_value(operator: User) -> None:
    cycle = make_cycle(State.INTERNAL_WORK, by=operator)
    order = WorkOrder.objects.get()
    ActivityFactory(work_order=order, downtime_minutes=45)
    ActivityFactory(work_order=order, downtime_minutes=60)
    FindingFactory(work_order=order)
    assert downtime_hours(work_orders_of_round(cycle.current_round.pk)).value == Decimal("1.75")
    assert share(0, 0).value is None
    assert completion(WorkOrder.objects.none()).value is None
    assert Activity.objects.count() == 2
