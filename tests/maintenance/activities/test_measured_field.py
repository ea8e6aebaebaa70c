"""Measured values are written with a comma, and read with either sign."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from maintenance.activities.fields import MeasuredField


@pytest.mark.parametrize("typed", ["27,5", "27.5", " 27,50 "])
def test_comma_and_point_say_the_same(typed: str) -> None:
    assert MeasuredField().clean(typed) == Decimal("27.5")


def test_a_value_is_shown_as_it_is_typed() -> None:
    assert MeasuredField().prepare_value(Decimal("27.5000")) == "27,5"


def test_nothing_and_words_are_no_measurement() -> None:
    assert MeasuredField().clean("") is None
    with pytest.raises(ValidationError):
        MeasuredField().clean("kira-kira 20")
