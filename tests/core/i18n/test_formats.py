"""Formats of dates, times, money and numbers in both languages."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from core.i18n import formats


@pytest.fixture(autouse=True)
def _indonesian():
    with translation.override("id"):
        yield


@pytest.fixture
def english():
    with translation.override("en"):
        yield


def test_a_date_is_written_with_the_indonesian_month():
    assert formats.format_date(date(2021, 12, 28)) == "28 Desember 2021"
    assert formats.format_short_date(date(2026, 8, 1)) == "1 Agu 2026"


def test_a_date_is_written_in_english_when_english_is_active(english):
    assert formats.format_date(date(2021, 12, 28)) == "28 December 2021"
    assert formats.format_short_date(date(2026, 8, 1)) == "1 Aug 2026"


def test_no_active_language_means_indonesian():
    with translation.override(None):
        assert formats.format_date(date(2026, 5, 2)) == "2 Mei 2026"


def test_a_datetime_is_formatted_in_jakarta_time():
    assert formats.format_datetime(datetime(2021, 12, 28, 7, 5, tzinfo=UTC)) == "28 Desember 2021 14.05 WIB"


def test_a_datetime_in_english_uses_a_colon(english):
    assert formats.format_datetime(datetime(2021, 12, 28, 7, 5, tzinfo=UTC)) == "28 December 2021 14:05 WIB"


def test_the_date_of_a_datetime_is_the_date_in_jakarta():
    assert formats.format_date(datetime(2026, 1, 31, 20, 0, tzinfo=UTC)) == "1 Februari 2026"
    hawaii = timezone(timedelta(hours=-10))
    assert formats.format_datetime(datetime(2025, 12, 31, 7, 0, tzinfo=hawaii)) == "1 Januari 2026 00.00 WIB"


def test_a_naive_datetime_is_rejected():
    with pytest.raises(ValueError, match="aware"):
        formats.format_datetime(datetime(2026, 1, 1, 8, 0))


def test_a_period_has_both_dates_or_a_single_date():
    assert (
        formats.format_period(date(2026, 1, 1), date(2026, 12, 31))
        == "1 Januari 2026 \N{EN DASH} 31 Desember 2026"
    )
    assert formats.format_period(date(2026, 1, 1), date(2026, 1, 1)) == "1 Januari 2026"


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (Decimal("1234567"), "Rp 1.234.567,00"),
        (0, "Rp 0,00"),
        (999, "Rp 999,00"),
        (Decimal("-1234567.5"), "-Rp 1.234.567,50"),
        (Decimal("0.005"), "Rp 0,01"),
        (Decimal("-0.001"), "Rp 0,00"),
        (10**13, "Rp 10.000.000.000.000,00"),
        (Decimal("1E+6"), "Rp 1.000.000,00"),
    ],
)
def test_money_has_indonesian_separators(amount, written):
    assert formats.format_rupiah(amount) == written


def test_money_in_english(english):
    assert formats.format_rupiah(Decimal("1234567")) == "Rp 1,234,567.00"
    assert formats.format_rupiah(-5) == "-Rp 5.00"


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (Decimal("1234.50"), None, "1.234,5"),
        (Decimal("1234.50"), 2, "1.234,50"),
        (1234567, None, "1.234.567"),
        (1200, 1, "1.200,0"),
        (1200, 0, "1.200"),
        (Decimal("1200"), None, "1.200"),
        (0.1, None, "0,1"),
        (1e20, None, "100.000.000.000.000.000.000"),
        (Decimal("2.5"), 0, "3"),
        (-1234.5, None, "-1.234,5"),
        (100.0, None, "100"),
    ],
)
def test_a_number_is_grouped_and_keeps_its_decimals(value, places, written):
    assert formats.format_number(value, places) == written


def test_a_number_in_english(english):
    assert formats.format_number(Decimal("1234.5")) == "1,234.5"


@pytest.mark.parametrize(
    ("numerator", "denominator", "written"),
    [
        (5, 6, "83,3 %"),
        (0, 0, "n/a"),
        (3, 0, "n/a"),
        (0, 7, "0 %"),
        (7, 7, "100 %"),
        (1, 2, "50 %"),
        (1999, 2000, "99,9 %"),
        (9999, 10000, "99,9 %"),
        (1, 100000, "0,1 %"),
        (Decimal("120"), Decimal("100"), "120 %"),
    ],
)
def test_a_percentage_is_not_rounded_to_0_or_100(numerator, denominator, written):
    assert formats.format_percent(numerator, denominator) == written


def test_a_percentage_in_english(english):
    assert formats.format_percent(5, 6) == "83.3 %"


@given(st.decimals(min_value=-(10**14), max_value=10**14, places=2))
def test_formatted_money_can_be_parsed_without_loss(amount):
    with translation.override("id"):
        digits = formats.format_rupiah(amount).replace("Rp ", "").replace(".", "").replace(",", ".")
    assert Decimal(digits) == amount
