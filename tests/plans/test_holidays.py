"""Public holidays, cuti bersama, weekends and an installation's own corrections."""

from datetime import date

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.holiday_calendar import (
    HolidayCalendar,
    HolidayCorrection,
    HolidayPolicy,
    national_holidays,
)

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.fixture
def calendar():
    return HolidayCalendar([2026])


def test_independence_day_is_a_holiday_with_its_indonesian_name(calendar):
    assert calendar.name(date(2026, 8, 17)) == "Hari Kemerdekaan Republik Indonesia"
    assert calendar.is_holiday(date(2026, 8, 17))
    assert not calendar.is_working_day(date(2026, 8, 17))


def test_an_ordinary_monday_is_a_working_day(calendar):
    assert calendar.name(date(2026, 8, 24)) is None
    assert calendar.is_working_day(date(2026, 8, 24))


def test_a_weekend_is_neither_working_day_nor_holiday(calendar):
    assert not calendar.is_working_day(date(2026, 8, 22))
    assert not calendar.is_holiday(date(2026, 8, 22))


def test_cuti_bersama_is_a_collective_holiday(calendar):
    holiday = calendar.holiday(date(2026, 12, 24))
    assert holiday.name == "Cuti Bersama Hari Raya Natal"
    assert holiday.collective
    assert not calendar.holiday(date(2026, 12, 25)).collective


def test_a_calculated_date_is_marked_as_approximate(calendar):
    holiday = calendar.holiday(date(2027, 3, 10))
    assert holiday.approximate
    assert holiday.name == "Hari Raya Idul Fitri"
    assert calendar.name(date(2027, 3, 10)) == "Hari Raya Idul Fitri (perkiraan)"
    assert not calendar.holiday(date(2026, 3, 21)).approximate


def test_an_installation_adds_renames_and_removes_days():
    overrides = [
        HolidayCorrection(date(2026, 3, 2), "Dies Natalis"),
        HolidayCorrection(date(2027, 3, 10), "Hari Raya Idul Fitri 1448 H"),
        HolidayCorrection(date(2026, 12, 24), is_holiday=False),
    ]
    calendar = HolidayCalendar([2026], overrides)
    assert calendar.name(date(2026, 3, 2)) == "Dies Natalis"
    assert calendar.name(date(2027, 3, 10)) == "Hari Raya Idul Fitri 1448 H"
    assert calendar.is_working_day(date(2026, 12, 24))


def test_a_calendar_lists_its_years_in_order_with_the_corrections():
    overrides = [
        HolidayCorrection(date(2026, 3, 2), "Dies Natalis"),
        HolidayCorrection(date(2026, 12, 24), is_holiday=False),
        HolidayCorrection(date(2025, 3, 2), "Tahun lain"),
    ]
    days = [holiday.day for holiday in HolidayCalendar([2026], overrides)]
    assert days == sorted(days)
    assert date(2026, 3, 2) in days
    assert date(2026, 12, 24) not in days
    assert {day.year for day in days} == {2026}
    assert len(days) == 25  # 17 public holidays and 8 cuti bersama: one added, one taken away


def test_work_on_a_holiday_moves_past_the_whole_break(calendar):
    # Idul Fitri 2026: 18 to 24 March are nyepi, cuti bersama, feast and weekend in one run.
    feast = date(2026, 3, 21)
    assert calendar.shift(feast, HolidayPolicy.BEFORE) == date(2026, 3, 17)
    assert calendar.shift(feast, HolidayPolicy.AFTER) == date(2026, 3, 25)
    assert calendar.shift(feast, HolidayPolicy.KEEP) == feast


def test_work_moves_across_new_year(calendar):
    assert calendar.shift(date(2027, 1, 1), HolidayPolicy.BEFORE) == date(2026, 12, 31)
    assert HolidayCalendar([2027]).shift(date(2028, 1, 1), HolidayPolicy.AFTER) == date(2028, 1, 3)


def test_corrections_that_leave_no_working_day_shift_nothing():
    endless = [HolidayCorrection(date.fromordinal(n), "Libur") for n in range(739_000, 739_200)]
    day = date.fromordinal(739_100)
    assert HolidayCalendar([], endless).shift(day, HolidayPolicy.AFTER) == day


def test_a_year_is_computed_once():
    national_holidays.cache_clear()
    for month in range(1, 13):
        HolidayCalendar([2031]).is_holiday(date(2031, month, 1))
    assert national_holidays.cache_info().misses == 1


@settings(deadline=None)  # the first look at a year computes it
@given(DAYS, st.sampled_from([HolidayPolicy.BEFORE, HolidayPolicy.AFTER]))
def test_a_shifted_day_is_a_working_day_in_the_chosen_direction(day, policy):
    calendar = HolidayCalendar([])
    moved = calendar.shift(day, policy)
    assert calendar.is_working_day(moved)
    assert moved <= day if policy == HolidayPolicy.BEFORE else moved >= day
    assert (moved == day) == calendar.is_working_day(day)


def test_english_users_see_english_names(calendar):
    with translation.override("en"):
        assert calendar.name(date(2026, 8, 17)) == "Independence Day"
        assert calendar.name(date(2027, 3, 10)) == "Eid al-Fitr (expected)"
        assert calendar.holiday(date(2026, 12, 24)).collective
        in_english = {each.day for each in calendar}
    assert {each.day for each in calendar} == in_english
    assert calendar.name(date(2026, 8, 17)) == "Hari Kemerdekaan Republik Indonesia"
