"""Indicators of the sample cycle compared with values calculated by hand (see tests/reports/factories.py)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from dashboards.year_overview import YearOverview
from indicators import budget_year, indicators, sop_indicator
from indicators.counts import Statistics, statistics_by_cycle, statistics_by_round, sum_statistics
from maintenance import measures
from maintenance.models import Round, WorkOrder
from tests.maintenance.factories import make_cycle
from tests.reports.factories import Story


def figures(found):
    return {each.key: (each.value, each.numerator, each.denominator) for each in found}


def of_cycle(cycle):
    statistics = sum_statistics(statistics_by_round(Round.objects.filter(cycle=cycle)).values())
    return indicators.indicators_of(statistics, period="2026", budget=cycle.plan.budget)


def of_round(round_):
    return indicators.indicators_of(
        statistics_by_round(Round.objects.filter(pk=round_.pk))[round_.pk], period="2026"
    )


def test_the_cycle_has_the_expected_indicators(story: Story):
    assert figures(of_cycle(story.cycle)) == {
        "on_plan": (Decimal("88.9"), 16, 18),
        "compliance": (Decimal("94.4"), 17, 18),
        "criteria": (Decimal("75.0"), 3, 4),
        "evidence": (Decimal("11.8"), 4, 34),
        "open_findings": (1, 1, 3),
        "cost": (Decimal("25.0"), Decimal("2500000.50"), 10_000_000),
        "downtime": (Decimal("1.5"), Decimal("1.5"), None),
        "mttr": (6, 12, 2),
    }


def test_each_round_has_the_expected_indicators(story: Story):
    first, second = story.cycle.rounds.order_by("number")
    assert figures(of_round(first)) == {
        "on_plan": (Decimal("77.8"), 7, 9),
        "compliance": (Decimal("88.9"), 8, 9),
        "criteria": (50, 1, 2),
        "evidence": (25, 4, 16),
        "open_findings": (1, 1, 3),
        "downtime": (Decimal("1.5"), Decimal("1.5"), None),
        "mttr": (6, 12, 2),
    }
    found = figures(of_round(second))
    assert found["on_plan"] == (100, 9, 9)
    assert found["evidence"] == (0, 0, 18)
    assert found["mttr"] == (None, 0, 0)


def test_hours_are_rounded_half_up():
    """Two findings were open for 8.5 hours in total: 4.25 hours on average."""
    statistics = Statistics(repair_time=timedelta(hours=8, minutes=30), findings=2, downtime_minutes=255)
    found = figures(indicators.indicators_of(statistics, period="2026"))
    assert found["mttr"] == (Decimal("4.3"), Decimal("8.5"), 2)
    assert found["downtime"] == (Decimal("4.25"), Decimal("4.25"), None)


def test_the_budget_year_includes_only_its_cycles(story: Story):
    make_cycle(year=2027)
    found = figures(budget_year.indicators_of_budget_year(2026))
    assert found["on_plan"] == (Decimal("88.9"), 16, 18)
    assert found["cost"] == (Decimal("25.0"), Decimal("2500000.50"), 10_000_000)


def test_work_is_on_time_until_the_last_day_of_the_grace_period(story: Story, settings):
    first = story.cycle.rounds.get(number=1)
    settings.ON_TIME_GRACE_DAYS = 2
    assert figures(of_round(first))["on_plan"][1] == 6
    settings.ON_TIME_GRACE_DAYS = 4
    assert figures(of_round(first))["on_plan"][1] == 8


def test_the_explanation_states_the_grace_period(story: Story, settings):
    settings.ON_TIME_GRACE_DAYS = 5
    assert "5 hari" in of_cycle(story.cycle)[0].explanation


@pytest.mark.django_db
def test_without_work_shares_have_no_value():
    found = {each.key: each for each in of_cycle(make_cycle())}
    for key in ("on_plan", "compliance", "criteria", "evidence", "mttr"):
        assert found[key].value is None
        assert found[key].shown == "n/a"


def test_statistics_agree_with_the_measures_of_row_6(story: Story):
    for round_id, statistics in statistics_by_round(Round.objects.filter(cycle=story.cycle)).items():
        orders = WorkOrder.objects.filter(round_id=round_id)
        pairs = [
            (measures.on_time(orders), statistics.on_time, statistics.due),
            (measures.completion(orders), statistics.accepted, statistics.work_orders),
            (
                measures.evidence_completeness(orders),
                statistics.present_evidence,
                statistics.required_evidence,
            ),
            (measures.open_findings(orders), statistics.open_findings, statistics.findings),
        ]
        for figure, numerator, denominator in pairs:
            assert (figure.numerator, figure.denominator) == (numerator, denominator)


def test_statistics_of_rounds_add_up_to_those_of_their_cycle(story: Story):
    rounds = Round.objects.filter(cycle=story.cycle)
    assert (
        sum(statistics_by_round(rounds).values(), Statistics()) == statistics_by_cycle(rounds)[story.cycle.pk]
    )


def test_the_sop_indicator_requires_both_conditions(story: Story):
    statistics = statistics_by_cycle(Round.objects.all())[story.cycle.pk]
    strict = sop_indicator.sop_indicator_of(story.cycle, statistics, target=Decimal(90))
    assert (strict.is_on_plan, strict.has_report, strict.is_achieved) == (False, False, False)
    lenient = sop_indicator.sop_indicator_of(story.cycle, statistics, target=Decimal("88.8"))
    assert (lenient.is_on_plan, lenient.is_achieved) == (True, False)
    reported = sop_indicator.sop_indicator_of(
        story.cycle, statistics, target=Decimal("88.8"), has_report=True
    )
    assert reported.is_achieved is True


def test_the_target_is_compared_with_the_unrounded_share(story: Story):
    """16 of 18 is 88.888…, which rounds to 88.9 but does not reach it."""
    statistics = statistics_by_cycle(Round.objects.all())[story.cycle.pk]
    assert sop_indicator.sop_indicator_of(story.cycle, statistics, target=Decimal("88.9")).is_on_plan is False


def test_a_budget_year_counts_both_conditions(story: Story):
    make_cycle(year=2026)
    found = YearOverview.load("2026").sop_indicator
    assert (found.cycles, found.judged, found.on_plan, found.reported, found.achieved) == (2, 1, 0, 0, 0)


def test_queries_do_not_grow_with_the_number_of_cycles(story: Story, django_assert_num_queries):
    with django_assert_num_queries(6):
        budget_year.indicators_of_budget_year(2026)
    make_cycle(year=2026)
    with django_assert_num_queries(6):
        budget_year.indicators_of_budget_year(2026)
