"""Numbers and dates in Indonesian words, against fixed values and against a parser of number words."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from core.i18n.number_words import MAX_NUMBER, date_in_words, number_in_words, rupiah_in_words

GOLDEN = {
    0: "nol",
    1: "satu",
    9: "sembilan",
    10: "sepuluh",
    11: "sebelas",
    12: "dua belas",
    19: "sembilan belas",
    20: "dua puluh",
    21: "dua puluh satu",
    99: "sembilan puluh sembilan",
    100: "seratus",
    101: "seratus satu",
    111: "seratus sebelas",
    210: "dua ratus sepuluh",
    999: "sembilan ratus sembilan puluh sembilan",
    1000: "seribu",
    1001: "seribu satu",
    1100: "seribu seratus",
    1945: "seribu sembilan ratus empat puluh lima",
    2026: "dua ribu dua puluh enam",
    10_000: "sepuluh ribu",
    11_000: "sebelas ribu",
    12_345: "dua belas ribu tiga ratus empat puluh lima",
    100_000: "seratus ribu",
    101_000: "seratus satu ribu",
    1_000_000: "satu juta",
    1_001_000: "satu juta seribu",
    1_234_567: "satu juta dua ratus tiga puluh empat ribu lima ratus enam puluh tujuh",
    1_000_000_000: "satu miliar",
    11_000_000_011: "sebelas miliar sebelas",
    10**12: "satu triliun",
}

DIGITS = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
BIG = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}
ONE_OF = {"seribu": "satu ribu", "seratus": "satu ratus", "sepuluh": "satu puluh", "sebelas": "satu belas"}


def read(words):
    """Parse number words, with another algorithm than the one that creates them."""
    total = group = digit = 0
    for word in " ".join(ONE_OF.get(word, word) for word in words.split()).split():
        if word in BIG:
            total, group, digit = total + (group + digit) * BIG[word], 0, 0
        elif word == "ratus":
            group, digit = group + digit * 100, 0
        elif word == "puluh":
            group, digit = group + digit * 10, 0
        elif word == "belas":
            group, digit = group + digit + 10, 0
        else:
            digit = DIGITS.index(word)
    return total + group + digit


@pytest.mark.parametrize(("number", "words"), GOLDEN.items())
def test_a_number_is_written_in_words(number, words):
    assert number_in_words(number) == words


@given(st.integers(0, MAX_NUMBER))
def test_the_words_can_be_parsed_to_the_number(number):
    assert read(number_in_words(number)) == number


def test_all_small_numbers_can_be_parsed():
    assert [read(number_in_words(number)) for number in range(20_000)] == list(range(20_000))


@pytest.mark.parametrize("number", [-1, MAX_NUMBER + 1])
def test_numbers_out_of_range_are_rejected(number):
    with pytest.raises(ValueError, match="cannot be spelled out"):
        number_in_words(number)


def test_a_date_in_words_has_the_form_of_official_minutes():
    with translation.override("en"):
        assert date_in_words(date(2026, 11, 23)) == (
            "hari Senin tanggal dua puluh tiga bulan November tahun dua ribu dua puluh enam"
        )


def test_every_date_of_four_years_can_be_parsed():
    months = [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ]
    weekdays = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
    day = date(2024, 1, 1)
    while day < date(2028, 1, 1):
        head, tail = date_in_words(day).split(" bulan ")
        weekday, number = head.removeprefix("hari ").split(" tanggal ")
        month, year = tail.split(" tahun ")
        assert date(read(year), months.index(month) + 1, read(number)) == day
        assert weekdays.index(weekday) == day.weekday()
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "nol rupiah"),
        ("1250", "seribu dua ratus lima puluh rupiah"),
        ("1250.50", "seribu dua ratus lima puluh rupiah lima puluh sen"),
        ("0.07", "nol rupiah tujuh sen"),
    ],
)
def test_an_amount_in_words_includes_the_sen(amount: str, words: str) -> None:
    assert rupiah_in_words(Decimal(amount)) == words
