"""Each indicator equals the figure that was worked out by hand in the story (see tests/reports/factories.py)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from dashboards.year_overview import Overview
from indicators import budget_year, indicators, sop_indicator
from indicators.statistics import Tally, by_cycle, by_round, total
from maintenance import measures
from maintenance.models import Round, WorkOrder
from tests.maintenance.factories import make_cycle
from tests.reports.factories import Story


def figures(found):
    return {each.key: (each.value, each.numerator, each.denominator) for each in found}


def of_cycle(cycle):
    tally = total(by_round(Round.objects.filter(cycle=cycle)).values())
    return indicators.of_tally(tally, period="2026", budget=cycle.plan.budget)


def of_round(round_):
    return indicators.of_tally(by_round(Round.objects.filter(pk=round_.pk))[round_.pk], period="2026")


def test_the_cycle_has_the_figures_worked_out_by_hand(story: Story):
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


def test_each_round_has_the_figures_worked_out_by_hand(story: Story):
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
    """Two findings closed after 8 hours 30 minutes in all: 4,25 hours on the average."""
    tally = Tally(repair=timedelta(hours=8, minutes=30), findings=2, downtime=255)
    found = figures(indicators.of_tally(tally, period="2026"))
    assert found["mttr"] == (Decimal("4.3"), Decimal("8.5"), 2)
    assert found["downtime"] == (Decimal("4.25"), Decimal("4.25"), None)


def test_the_budget_year_counts_its_cycles_and_no_others(story: Story):
    make_cycle(year=2027)
    found = figures(budget_year.of_budget_year(2026))
    assert found["on_plan"] == (Decimal("88.9"), 16, 18)
    assert found["cost"] == (Decimal("25.0"), Decimal("2500000.50"), 10_000_000)


def test_the_last_day_of_the_grace_is_on_time_and_the_next_is_not(story: Story, settings):
    first = story.cycle.rounds.get(number=1)
    settings.ON_TIME_GRACE_DAYS = 2
    assert figures(of_round(first))["on_plan"][1] == 6
    settings.ON_TIME_GRACE_DAYS = 4
    assert figures(of_round(first))["on_plan"][1] == 8


def test_the_explanation_prints_the_grace(story: Story, settings):
    settings.ON_TIME_GRACE_DAYS = 5
    assert "5 hari" in of_cycle(story.cycle)[0].explanation


@pytest.mark.django_db
def test_a_cycle_without_work_has_no_shares_rather_than_zero_or_a_hundred():
    found = {each.key: each for each in of_cycle(make_cycle())}
    for key in ("on_plan", "compliance", "criteria", "evidence", "mttr"):
        assert found[key].value is None
        assert found[key].shown == "n/a"


def test_reports_count_as_row_6_does(story: Story):
    for round_id, tally in by_round(Round.objects.filter(cycle=story.cycle)).items():
        orders = WorkOrder.objects.filter(round_id=round_id)
        pairs = [
            (measures.on_time(orders), tally.on_time, tally.owed),
            (measures.completion(orders), tally.accepted, tally.orders),
            (measures.evidence_completeness(orders), tally.present, tally.required),
            (measures.open_findings(orders), tally.open_findings, tally.findings),
        ]
        for figure, numerator, denominator in pairs:
            assert (figure.numerator, figure.denominator) == (numerator, denominator)


def test_tallies_of_rounds_add_up_to_that_of_their_cycle(story: Story):
    rounds = Round.objects.filter(cycle=story.cycle)
    assert sum(by_round(rounds).values(), Tally()) == by_cycle(rounds)[story.cycle.pk]


def test_the_success_indicator_needs_both_halves(story: Story):
    tally = by_cycle(Round.objects.all())[story.cycle.pk]
    strict = sop_indicator.success_of(story.cycle, tally, target=Decimal(90))
    assert (strict.is_on_plan, strict.has_report, strict.is_achieved) == (False, False, False)
    lenient = sop_indicator.success_of(story.cycle, tally, target=Decimal("88.8"))
    assert (lenient.is_on_plan, lenient.is_achieved) == (True, False)
    reported = sop_indicator.success_of(story.cycle, tally, target=Decimal("88.8"), has_report=True)
    assert reported.is_achieved is True


def test_the_target_is_compared_unrounded(story: Story):
    """16 of 18 is 88.888…, which rounds to 88.9 but does not reach it."""
    tally = by_cycle(Round.objects.all())[story.cycle.pk]
    assert sop_indicator.success_of(story.cycle, tally, target=Decimal("88.9")).is_on_plan is False


def test_a_budget_year_counts_both_halves(story: Story):
    make_cycle(year=2026)
    found = Overview.of("2026").success
    assert (found.cycles, found.judged, found.on_plan, found.reported, found.achieved) == (2, 1, 0, 0, 0)


def test_queries_do_not_grow_with_the_cycles(story: Story, django_assert_num_queries):
    with django_assert_num_queries(6):
        budget_year.of_budget_year(2026)
    make_cycle(year=2026)
    with django_assert_num_queries(6):
        budget_year.of_budget_year(2026)
