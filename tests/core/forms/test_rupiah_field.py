"""RupiahField accepts the usual ways to write an amount, in both languages, without mistaking separators."""

from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from core.forms.fields import RupiahField


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1250000", "1250000"),
        ("1.250.000", "1250000"),
        ("372.000", "372000"),
        ("1,250,000.50", "1250000.50"),
        ("Rp 1.250.000,5", "1250000.5"),
        ("rp. 12,75", "12.75"),
        (" 1 250 000 ", "1250000"),
        ("0", "0"),
    ],
)
def test_common_ways_to_write_an_amount_are_accepted(typed: str, amount: str) -> None:
    assert RupiahField().clean(typed) == Decimal(amount)


@pytest.mark.parametrize(
    "typed", ["sejuta", "1.25.000", "1.250,000.00", "1,250.000.000", "12,345,6", "1e9", "NaN"]
)
def test_an_invalid_amount_is_rejected_with_an_explanation(typed: str) -> None:
    with pytest.raises(ValidationError, match="Tulis jumlah rupiah dengan angka"):
        RupiahField().clean(typed)


def test_an_empty_value_is_none_and_limits_apply() -> None:
    assert RupiahField(required=False).clean("") is None
    with pytest.raises(ValidationError, match="lebih besar dari atau sama dengan 0"):
        RupiahField(min_value=0).clean("-5")
    with pytest.raises(ValidationError, match="paling banyak 17 angka"):
        RupiahField(max_digits=17, decimal_places=2).clean("9" * 20)


@given(st.decimals(0, 10**13, places=2), st.sampled_from(["id", "en"]))
def test_the_displayed_amount_is_parsed_to_the_same_amount(amount: Decimal, language: str) -> None:
    class Form(forms.Form):
        money = RupiahField()

    with translation.override(language):
        displayed = Form(initial={"money": amount})["money"].value()
        assert Form({"money": displayed}).fields["money"].clean(displayed) == amount
        assert not Form({"money": displayed}, initial={"money": amount}).has_changed()
