"""Due dates: month ends, leap days, holidays, rounds, and intervals after completion."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.holiday_calendar import HolidayCalendar, HolidayCorrection, HolidayPolicy
from plans.recurrence.due_dates import (
    DueDate,
    Frequency,
    Ordinal,
    Pattern,
    Recurrence,
    RecurrenceBasis,
    Weekday,
    parse_rrule,
)
from plans.recurrence.pattern import MAX_INTERVAL

CALENDAR = HolidayCalendar([])
MONTHLY_FAMILY = [Frequency.MONTHLY, Frequency.QUARTERLY, Frequency.HALF_YEARLY, Frequency.YEARLY]
IN_MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.HALF_YEARLY: 6, Frequency.YEARLY: 12}


def nominal(recurrence, start, end):
    return [due.nominal for due in recurrence.occurrences(start, end, CALENDAR)]


def build(frequency, anchor=date(2026, 1, 1), **choices):
    return Recurrence.build(frequency=frequency, anchor=anchor, **choices)


ANY_POLICY = st.sampled_from(HolidayPolicy)


@st.composite
def recurrences(draw, policy=ANY_POLICY):
    frequency = draw(st.sampled_from(Frequency))
    choices = {"interval": draw(st.integers(1, 4))}
    if frequency == Frequency.WEEKLY:
        choices["weekdays"] = draw(st.lists(st.sampled_from(Weekday), max_size=3))
    elif frequency != Frequency.ONCE:
        if draw(st.booleans()):
            choices["ordinal"] = draw(st.sampled_from(Ordinal))
            choices["weekdays"] = [draw(st.sampled_from(Weekday))]
        else:
            choices["month_day"] = draw(st.none() | st.integers(1, 31))
    anchor = draw(st.dates(date(2023, 1, 1), date(2026, 12, 31)))
    return build(frequency, anchor, holiday_policy=draw(policy), **choices)


def test_weekly_work_falls_on_its_days():
    weekly = build(Frequency.WEEKLY, weekdays=[Weekday.THURSDAY, Weekday.MONDAY])
    assert weekly.rule == "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,TH"
    assert nominal(weekly, date(2026, 1, 1), date(2026, 1, 12)) == [
        date(2026, 1, 1),
        date(2026, 1, 5),
        date(2026, 1, 8),
        date(2026, 1, 12),
    ]


def test_every_second_week_is_counted_from_the_week_of_the_anchor():
    fortnightly = build(Frequency.WEEKLY, date(2026, 1, 7), interval=2)  # a Wednesday
    assert nominal(fortnightly, date(2026, 2, 1), date(2026, 2, 28)) == [date(2026, 2, 4), date(2026, 2, 18)]


def test_the_31st_is_the_last_day_of_shorter_months():
    monthly = build(Frequency.MONTHLY, date(2026, 1, 31))
    days = nominal(monthly, date(2026, 1, 1), date(2026, 5, 31))
    assert [day.day for day in days] == [31, 28, 31, 30, 31]
    assert monthly.rule == "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=-1"


def test_the_30th_changes_in_february_only():
    monthly = build(Frequency.MONTHLY, month_day=30)
    days = nominal(monthly, date(2028, 1, 1), date(2028, 5, 31))
    assert [day.day for day in days] == [30, 29, 30, 30, 30]
    assert monthly.rule == "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=28,29,30;BYSETPOS=-1"


def test_month_end_rules_skip_no_month():
    typed = Recurrence("FREQ=MONTHLY;BYMONTHDAY=31", date(2026, 1, 31))
    assert len(nominal(typed, date(2026, 1, 1), date(2026, 12, 31))) == 12


def test_the_first_monday_and_the_last_friday():
    first = build(Frequency.MONTHLY, ordinal=Ordinal.FIRST, weekdays=[Weekday.MONDAY])
    last = build(Frequency.MONTHLY, ordinal=Ordinal.LAST, weekdays=[Weekday.FRIDAY])
    assert first.rule == "FREQ=MONTHLY;INTERVAL=1;BYDAY=1MO"
    assert nominal(first, date(2026, 1, 1), date(2026, 3, 31)) == [
        date(2026, 1, 5),
        date(2026, 2, 2),
        date(2026, 3, 2),
    ]
    assert nominal(last, date(2026, 1, 1), date(2026, 2, 28)) == [date(2026, 1, 30), date(2026, 2, 27)]


def test_quarterly_and_half_yearly_keep_the_months_of_the_anchor():
    quarterly = build(Frequency.QUARTERLY, date(2025, 11, 30))
    half_yearly = build(Frequency.HALF_YEARLY, date(2025, 8, 31))
    year = date(2026, 1, 1), date(2026, 12, 31)
    assert nominal(quarterly, *year) == [
        date(2026, 2, 28),
        date(2026, 5, 30),
        date(2026, 8, 30),
        date(2026, 11, 30),
    ]
    assert nominal(half_yearly, *year) == [date(2026, 2, 28), date(2026, 8, 31)]


def test_a_leap_day_is_the_28th_of_february_in_common_years():
    yearly = build(Frequency.YEARLY, date(2024, 2, 29))
    assert nominal(yearly, date(2024, 1, 1), date(2028, 12, 31)) == [
        date(2024, 2, 29),
        date(2025, 2, 28),
        date(2026, 2, 28),
        date(2027, 2, 28),
        date(2028, 2, 29),
    ]


def test_a_yearly_first_monday_stays_in_the_month_of_the_anchor():
    yearly = build(Frequency.YEARLY, date(2026, 3, 1), ordinal=Ordinal.FIRST, weekdays=[Weekday.MONDAY])
    assert nominal(yearly, date(2026, 1, 1), date(2028, 12, 31)) == [
        date(2026, 3, 2),
        date(2027, 3, 1),
        date(2028, 3, 6),
    ]


def test_work_that_is_done_once_falls_due_on_its_anchor():
    once = build(Frequency.ONCE, date(2026, 6, 9))
    assert nominal(once, date(2020, 1, 1), date(2040, 1, 1)) == [date(2026, 6, 9)]
    assert nominal(once, date(2026, 6, 10), date(2040, 1, 1)) == []


def test_nothing_is_due_before_the_anchor_or_in_an_empty_period():
    weekly = build(Frequency.WEEKLY, date(2026, 5, 4))
    assert nominal(weekly, date(2026, 1, 1), date(2026, 5, 3)) == []
    assert nominal(weekly, date(2026, 6, 1), date(2026, 5, 1)) == []


def test_a_shifted_date_names_its_holiday():
    monthly = build(Frequency.MONTHLY, month_day=17, holiday_policy=HolidayPolicy.BEFORE)
    [august] = monthly.occurrences(date(2026, 8, 1), date(2026, 8, 31), CALENDAR)
    assert august == DueDate(date(2026, 8, 17), date(2026, 8, 14), "Hari Kemerdekaan Republik Indonesia")
    [may] = monthly.occurrences(date(2026, 5, 1), date(2026, 5, 31), CALENDAR)
    assert may == DueDate(date(2026, 5, 17), date(2026, 5, 13), "akhir pekan")
    [june] = monthly.occurrences(date(2026, 6, 1), date(2026, 6, 30), CALENDAR)
    assert june == DueDate(date(2026, 6, 17), date(2026, 6, 17))


def test_a_date_shifted_out_of_its_round_belongs_to_that_round():
    monthly = build(Frequency.MONTHLY, month_day=31, holiday_policy=HolidayPolicy.AFTER)
    [may] = monthly.occurrences(date(2026, 5, 1), date(2026, 5, 31), CALENDAR)  # Waisak, on a Sunday
    assert may.due == date(2026, 6, 2)
    [june] = monthly.occurrences(date(2026, 6, 1), date(2026, 6, 30), CALENDAR)
    assert june.nominal == date(2026, 6, 30)


def test_an_installation_s_own_holiday_moves_work():
    calendar = HolidayCalendar([], [HolidayCorrection(date(2026, 3, 2), "Dies Natalis")])
    monthly = build(Frequency.MONTHLY, month_day=2, holiday_policy=HolidayPolicy.AFTER)
    [march] = monthly.occurrences(date(2026, 3, 1), date(2026, 3, 31), calendar)
    assert (march.due, march.moved_because) == (date(2026, 3, 3), "Dies Natalis")


@pytest.mark.parametrize(
    ("frequency", "interval", "completed", "due"),
    [
        (Frequency.QUARTERLY, 1, date(2026, 3, 17), date(2026, 6, 17)),
        (Frequency.MONTHLY, 1, date(2026, 1, 31), date(2026, 2, 28)),
        (Frequency.HALF_YEARLY, 1, date(2025, 8, 31), date(2026, 2, 28)),
        (Frequency.YEARLY, 1, date(2024, 2, 29), date(2025, 2, 28)),
        (Frequency.WEEKLY, 2, date(2026, 1, 6), date(2026, 1, 20)),
    ],
)
def test_the_next_date_counts_from_the_last_completion(frequency, interval, completed, due):
    recurrence = build(frequency, interval=interval, basis=RecurrenceBasis.AFTER_COMPLETION)
    assert recurrence.next_after_completion(completed, CALENDAR) == DueDate(due, due)


def test_counted_from_completion_a_named_day_is_the_nearest_one():
    quarterly = build(
        Frequency.QUARTERLY,
        ordinal=Ordinal.FIRST,
        weekdays=[Weekday.MONDAY],
        basis=RecurrenceBasis.AFTER_COMPLETION,
    )
    assert quarterly.next_after_completion(date(2026, 3, 5), CALENDAR).due == date(2026, 6, 1)
    # done late on 31 March: three months later is 30 June, and the nearest first Monday is 6 July
    assert quarterly.next_after_completion(date(2026, 3, 31), CALENDAR).due == date(2026, 7, 6)


def test_counted_from_completion_the_last_day_of_a_month_stays_the_last_day():
    monthly = build(Frequency.MONTHLY, month_day=31, basis=RecurrenceBasis.AFTER_COMPLETION)
    assert monthly.next_after_completion(date(2026, 2, 28), CALENDAR).due == date(2026, 3, 31)
    assert monthly.next_after_completion(date(2026, 4, 2), CALENDAR).due == date(2026, 4, 30)


def test_counted_from_completion_holidays_move_the_date_too():
    monthly = build(
        Frequency.MONTHLY, basis=RecurrenceBasis.AFTER_COMPLETION, holiday_policy=HolidayPolicy.AFTER
    )
    due = monthly.next_after_completion(date(2026, 7, 17), CALENDAR)
    assert due == DueDate(date(2026, 8, 17), date(2026, 8, 18), "Hari Kemerdekaan Republik Indonesia")


def test_work_that_is_done_once_has_no_next_date():
    once = build(Frequency.ONCE, basis=RecurrenceBasis.AFTER_COMPLETION)
    assert once.next_after_completion(date(2026, 1, 5), CALENDAR) is None


def test_before_any_completion_the_forecast_starts_at_the_anchor():
    quarterly = build(Frequency.QUARTERLY, date(2025, 11, 30), basis=RecurrenceBasis.AFTER_COMPLETION)
    assert nominal(quarterly, date(2025, 11, 1), date(2026, 5, 31)) == [
        date(2025, 11, 30),
        date(2026, 2, 28),
        date(2026, 5, 30),
    ]


@pytest.mark.parametrize(
    ("recurrence", "sentence"),
    [
        (
            build(
                Frequency.QUARTERLY,
                ordinal=Ordinal.FIRST,
                weekdays=[Weekday.MONDAY],
                holiday_policy=HolidayPolicy.BEFORE,
            ),
            "Setiap 3 bulan pada Senin pertama; bila libur dimajukan",
        ),
        (
            build(
                Frequency.WEEKLY,
                weekdays=[Weekday.MONDAY, Weekday.WEDNESDAY, Weekday.FRIDAY],
                holiday_policy=HolidayPolicy.AFTER,
            ),
            "Setiap minggu pada Senin, Rabu dan Jumat; bila libur diundur",
        ),
        (build(Frequency.WEEKLY, interval=2, weekdays=[Weekday.SUNDAY]), "Setiap 2 minggu pada Minggu"),
        (build(Frequency.MONTHLY, month_day=15), "Setiap bulan pada tanggal 15"),
        (
            build(Frequency.MONTHLY, month_day=30),
            "Setiap bulan pada tanggal 30, atau hari terakhir bulan yang lebih pendek",
        ),
        (build(Frequency.MONTHLY, month_day=31), "Setiap bulan pada hari terakhir bulan"),
        (
            build(Frequency.HALF_YEARLY, ordinal=Ordinal.LAST, weekdays=[Weekday.FRIDAY]),
            "Setiap 6 bulan pada Jumat terakhir",
        ),
        (build(Frequency.YEARLY, date(2026, 12, 31)), "Setiap tahun pada 31 Desember"),
        (
            build(Frequency.YEARLY, date(2024, 2, 29), interval=2),
            "Setiap 2 tahun pada 29 Februari, atau 28 Februari di luar tahun kabisat",
        ),
        (
            build(Frequency.YEARLY, date(2026, 3, 9), ordinal=Ordinal.SECOND, weekdays=[Weekday.TUESDAY]),
            "Setiap tahun pada Selasa kedua bulan Maret",
        ),
        (build(Frequency.ONCE, date(2026, 1, 5)), "Sekali pada 5 Januari 2026"),
        (
            build(Frequency.QUARTERLY, basis=RecurrenceBasis.AFTER_COMPLETION),
            "Setiap 3 bulan sejak penyelesaian terakhir",
        ),
        (
            build(Frequency.QUARTERLY, month_day=31, basis=RecurrenceBasis.AFTER_COMPLETION),
            "Setiap 3 bulan sejak penyelesaian terakhir, pada hari terakhir bulan yang terdekat",
        ),
        (Recurrence("FREQ=MONTHLY;INTERVAL=1", date(2026, 1, 10)), "Setiap bulan pada tanggal 10"),
    ],
)
def test_a_recurrence_describes_itself(recurrence, sentence):
    assert recurrence.describe() == sentence


@pytest.mark.parametrize(
    ("rule", "complaint"),
    [
        ("", "tidak dapat dibaca"),
        ("setiap Senin", "tidak dapat dibaca"),
        ("FREQ=WEEKLY;FREQ=MONTHLY", "tidak dapat dibaca"),
        ("FREQ=DAILY", "hanya dapat sekali, mingguan"),
        ("FREQ=HOURLY;INTERVAL=2", "hanya dapat sekali, mingguan"),
        ("FREQ=WEEKLY;COUNT=3", "hanya dapat sekali, mingguan"),
        ("INTERVAL=3", "hanya dapat sekali, mingguan"),
        ("FREQ=WEEKLY;INTERVAL=0", "antara 1 dan 60"),
        ("FREQ=WEEKLY;INTERVAL=61", "antara 1 dan 60"),
        ("FREQ=WEEKLY;INTERVAL=-1", "bukan angka"),
        ("FREQ=WEEKLY;INTERVAL=dua", "bukan angka"),
        ("FREQ=WEEKLY;BYDAY=XX", "tidak dikenal"),
        ("FREQ=WEEKLY;BYDAY=1MO", "bulanan atau tahunan"),
        ("FREQ=WEEKLY;BYMONTHDAY=3", "bulanan atau tahunan"),
        ("FREQ=MONTHLY;BYDAY=5MO", "tidak dikenal"),
        ("FREQ=MONTHLY;BYDAY=MO", "urutannya dan tepat satu"),
        ("FREQ=MONTHLY;BYDAY=MO,TU", "urutannya dan tepat satu"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "antara 1 dan 31"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "bukan angka"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15;BYSETPOS=-1", "tidak dikenal"),
        ("FREQ=MONTHLY;BYMONTHDAY=4;BYDAY=1MO", "salah satu"),
        ("FREQ=MONTHLY;BYMONTH=4", "hanya berlaku untuk pengulangan tahunan"),
        ("FREQ=YEARLY;BYMONTH=13", "antara 1 dan 12"),
        ("FREQ=MONTHLY;UNTIL=20261231", "tidak dikenal: UNTIL"),
    ],
)
def test_a_rule_outside_the_grammar_is_refused_with_a_sentence(rule, complaint):
    with pytest.raises(ValidationError) as refusal:
        parse_rrule(rule)
    assert complaint in " ".join(refusal.value.messages)


@pytest.mark.parametrize(
    "choices",
    [
        {"frequency": Frequency.MONTHLY, "ordinal": Ordinal.FIRST},
        {"frequency": Frequency.MONTHLY, "weekdays": [Weekday.MONDAY]},
        {"frequency": Frequency.ONCE, "weekdays": [Weekday.MONDAY]},
        {"frequency": Frequency.HALF_YEARLY, "interval": MAX_INTERVAL},
    ],
)
def test_choices_that_do_not_go_together_are_refused(choices):
    with pytest.raises(ValidationError):
        Recurrence.build(anchor=date(2026, 1, 1), **choices)


def test_a_rule_is_read_back_into_the_choices_of_a_form():
    assert parse_rrule("rrule:freq=monthly;interval=3;byday=1mo;wkst=mo") == Pattern(
        Frequency.QUARTERLY, weekdays=(Weekday.MONDAY,), ordinal=Ordinal.FIRST
    )
    assert parse_rrule("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1").month_day == 31


@given(recurrences())
def test_a_rule_survives_reading_and_writing(recurrence):
    assert parse_rrule(recurrence.rule).rule == recurrence.rule


@settings(deadline=None)
@given(
    recurrences(), st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.lists(st.integers(1, 400), max_size=4)
)
def test_adjacent_windows_share_no_occurrence_and_miss_none(recurrence, start, lengths):
    edges = [start]
    for length in lengths:
        edges.append(edges[-1] + timedelta(days=length))
    windows = [(first, last - timedelta(days=1)) for first, last in pairwise(edges)]
    parts = [due for window in windows for due in recurrence.occurrences(*window, CALENDAR)]
    assert parts == recurrence.occurrences(start, edges[-1] - timedelta(days=1), CALENDAR)
    assert len({due.nominal for due in parts}) == len(parts)


@settings(deadline=None)
@given(recurrences(policy=st.sampled_from([HolidayPolicy.BEFORE, HolidayPolicy.AFTER])))
def test_a_moved_date_is_a_working_day_and_tells_why(recurrence):
    for due in recurrence.occurrences(date(2026, 1, 1), date(2026, 12, 31), CALENDAR):
        assert CALENDAR.is_working_day(due.due)
        assert (due.moved_because is None) == (due.due == due.nominal)


@settings(deadline=None)
@given(
    st.sampled_from(MONTHLY_FAMILY),
    st.integers(1, 3),
    st.dates(date(2020, 1, 1), date(2026, 12, 31)),
)
def test_ten_years_do_not_drift(frequency, interval, anchor):
    recurrence = build(frequency, anchor, interval=interval)
    days = nominal(recurrence, anchor, date(anchor.year + 10, anchor.month, 28))
    months = [(day.year * 12 + day.month) - (anchor.year * 12 + anchor.month) for day in days]
    step = IN_MONTHS[frequency] * interval
    assert months == list(range(0, months[-1] + 1, step))
    for day in days:
        last = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        assert day.day == min(anchor.day, last.day)


@settings(deadline=None)
@given(
    recurrences(policy=st.just(HolidayPolicy.KEEP)),
    st.dates(date(2024, 1, 1), date(2026, 12, 31)),
)
def test_the_next_date_lies_after_the_completion_and_on_the_pattern(recurrence, completed):
    due = recurrence.next_after_completion(completed, CALENDAR)
    if recurrence.pattern.frequency == Frequency.ONCE:
        assert due is None
        return
    assert due.nominal > completed
    if recurrence.pattern.ordinal or recurrence.pattern.weekdays:
        assert Weekday.of(due.nominal) in recurrence.pattern.weekdays
