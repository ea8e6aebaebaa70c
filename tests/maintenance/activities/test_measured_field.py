"""Form field for measured values."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from maintenance.activities.fields import MeasuredField


@pytest.mark.parametrize("typed", ["27,5", "27.5", " 27,50 "])
def test_decimal_comma_and_decimal_point_are_equal(typed: str) -> None:
    assert MeasuredField().clean(typed) == Decimal("27.5")


def test_a_value_is_shown_with_a_decimal_comma() -> None:
    assert MeasuredField().prepare_value(Decimal("27.5000")) == "27,5"


def test_empty_input_is_none_and_text_is_refused() -> None:
    assert MeasuredField().clean("") is None
    with pytest.raises(ValidationError):
        MeasuredField().clean("kira-kira 20")
