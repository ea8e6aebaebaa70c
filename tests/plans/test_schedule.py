"""Forecast of a plan: due dates, holidays, totals, rounds, and the preview page."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from plans.holiday_calendar import HolidayPolicy
from plans.models import HolidayOverride
from plans.schedule import Schedule, count_work_orders_due
from tests.plans.factories import PlanFactory, PlannedWorkFactory
from tests.vendors.factories import AmendmentFactory, ContractFactory

pytestmark = pytest.mark.django_db

MONTHLY = "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=17"


@pytest.fixture
def plan():
    """Of 2026: quarterly on the 15th on two assets, 2 hours and Rp 1.500.000 each."""
    return PlanFactory(budget_year=2026, budget=Decimal(10_000_000))


def test_it_counts_work_orders_hours_and_cost_for_all_assets(plan):
    schedule = Schedule(plan)

    assert (len(schedule.due), schedule.due.work_order_count) == (4, 8)
    assert (schedule.due.hours, schedule.due.cost) == (16, 12_000_000)
    assert schedule.budget_left == -2_000_000


def test_a_date_on_a_holiday_is_moved_and_says_why(plan):
    PlannedWorkFactory(plan=plan, rule=MONTHLY, anchor=date(2026, 1, 17))

    moved = {each.on.nominal: each.on for each in Schedule(plan).due if each.on.moved_because}

    assert (moved[date(2026, 2, 17)].due, moved[date(2026, 2, 17)].moved_because) == (
        date(2026, 2, 18),
        "Tahun Baru Imlek",
    )
    assert moved[date(2026, 1, 17)].moved_because == "akhir pekan"


def test_a_correction_of_the_calendar_moves_a_date(plan):
    HolidayOverride.objects.create(day=date(2026, 1, 15), name="Dies Natalis")

    assert Schedule(plan).due[0].on.due == date(2026, 1, 19)  # the 16th is a holiday, then the weekend
    assert Schedule(plan).due[0].on.moved_because == "Dies Natalis"


def test_months_hold_what_is_due_in_them_after_the_move(plan):
    PlannedWorkFactory(
        plan=plan,
        rule="FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=-1",
        anchor=date(2026, 1, 31),
        holiday_policy=HolidayPolicy.AFTER,
    )

    february = next(month for month in Schedule(plan).months if month.start == date(2026, 2, 1))

    assert [each.on.nominal for each in february.due] == [date(2026, 1, 31)]


def test_an_occurrence_belongs_to_the_round_of_its_nominal_date(plan):
    rounds = Schedule(plan).rounds

    assert [(span.start, span.end) for span in rounds] == [
        (date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2026, 12, 31)),
    ]
    assert sum(span.due.work_order_count for span in rounds) == Schedule(plan).due.work_order_count


def test_what_an_amendment_added_is_counted_in_windows_months_and_totals_alike(as_operator):
    """The rounds go on until the contract ends as amended, and so do the work orders that will come."""
    contract = ContractFactory(starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30))
    plan = PlanFactory(
        basis="contract",
        budget_year=None,
        contract=contract,
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 6, 30),
    )
    AmendmentFactory(contract=contract, effective_on=date(2026, 1, 2), new_end=date(2026, 9, 30))

    schedule = Schedule(plan)

    assert [(span.end, span.due.work_order_count) for span in schedule.rounds] == [
        (date(2026, 3, 31), 2),
        (date(2026, 6, 30), 2),
        (date(2026, 9, 30), 2),
    ]
    assert sum(month.due.work_order_count for month in schedule.months) == schedule.due.work_order_count == 6
    assert count_work_orders_due(plan, plan.starts_on, date(2026, 9, 30)) == 6
    said = "kontrak yang diperpanjang sampai 30 September 2026 ikut dihitung"
    for address in ("preview", "detail"):
        assert said in as_operator.get(reverse(f"plans:{address}", args=[plan.pk])).text


def test_a_plan_of_a_budget_year_and_a_shorter_contract_end_on_their_own_day(plan, as_operator):
    contract = ContractFactory(starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    AmendmentFactory(contract=contract, effective_on=date(2026, 1, 2), new_end=date(2026, 9, 30))
    shorter = PlanFactory(
        basis="contract",
        budget_year=None,
        contract=contract,
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
    )

    assert [Schedule(each).until for each in (plan, shorter)] == [date(2026, 12, 31)] * 2
    assert "ikut dihitung" not in as_operator.get(reverse("plans:preview", args=[plan.pk])).text


def test_windows_of_a_contract_over_a_leap_day_do_not_drift():
    contract = ContractFactory(starts_on=date(2027, 8, 31), ends_on=date(2028, 8, 30))
    plan = PlanFactory(
        basis="contract",
        budget_year=None,
        contract=contract,
        starts_on=date(2027, 8, 31),
        ends_on=date(2028, 8, 30),
        round_months=6,
        works=0,
    )

    assert plan.round_periods(as_of=date(2027, 9, 1)) == [
        (date(2027, 8, 31), date(2028, 2, 28)),
        (date(2028, 2, 29), date(2028, 8, 30)),
    ]


def test_the_page_tells_every_date_by_month_with_its_reason(as_operator, plan):
    PlannedWorkFactory(plan=plan, title="Bersihkan filter", rule=MONTHLY, anchor=date(2026, 1, 17))

    page = as_operator.get(reverse("plans:preview", args=[plan.pk])).content.decode()

    assert "Februari 2026" in page
    assert "dipindah dari 17 Februari 2026: Tahun Baru Imlek" in page
    assert "Putaran 4" in page and "1 Oktober 2026" in page
    assert "dari anggaran Rp 10.000.000,00" in page


def test_the_page_of_an_empty_plan_says_what_to_do(as_manager):
    plan = PlanFactory(works=0)

    assert (
        "Belum ada tanggal jatuh tempo"
        in as_manager.get(reverse("plans:preview", args=[plan.pk])).content.decode()
    )


def test_the_page_costs_the_same_queries_however_much_work(as_operator, plan, django_assert_max_num_queries):
    PlannedWorkFactory.create_batch(12, plan=plan, rule="FREQ=WEEKLY;INTERVAL=1;BYDAY=TU")

    with django_assert_max_num_queries(6):
        as_operator.get(reverse("plans:preview", args=[plan.pk]))
