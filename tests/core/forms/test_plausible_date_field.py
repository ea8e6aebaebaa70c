"""PlausibleDateField: a date field that rejects implausible years."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from core.forms.fields import PlausibleDateField


@pytest.mark.parametrize("value", ["0202-01-01", "1969-12-31", "2101-01-01", "9999-12-31"])
def test_an_implausible_year_is_rejected_with_the_accepted_range(value: str) -> None:
    with pytest.raises(ValidationError, match="Periksa tahunnya: yang diterima 1970 sampai 2100"):
        PlausibleDateField().clean(value)


def test_plausible_dates_and_empty_values_are_accepted() -> None:
    assert PlausibleDateField().clean("2026-02-28") == date(2026, 2, 28)
    assert PlausibleDateField(required=False).clean("") is None


@pytest.mark.parametrize("value", ["2026-06-31", "2027-02-29", "30 Juni"])
def test_a_date_that_does_not_exist_is_rejected(value: str) -> None:
    with pytest.raises(ValidationError):
        PlausibleDateField().clean(value)
