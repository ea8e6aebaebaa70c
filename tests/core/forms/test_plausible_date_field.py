"""A day that a person enters."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from core.forms.fields import PlausibleDateField


@pytest.mark.parametrize("slip", ["0202-01-01", "1969-12-31", "2101-01-01", "9999-12-31"])
def test_a_year_of_another_age_is_a_slip_that_is_told(slip: str) -> None:
    with pytest.raises(ValidationError, match="Periksa tahunnya: yang diterima 1970 sampai 2100"):
        PlausibleDateField().clean(slip)


def test_days_of_this_age_and_none_are_taken() -> None:
    assert PlausibleDateField().clean("2026-02-28") == date(2026, 2, 28)
    assert PlausibleDateField(required=False).clean("") is None


@pytest.mark.parametrize("never", ["2026-06-31", "2027-02-29", "30 Juni"])
def test_a_day_that_no_calendar_has_is_refused(never: str) -> None:
    with pytest.raises(ValidationError):
        PlausibleDateField().clean(never)
