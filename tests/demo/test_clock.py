"""The clock of the demo, which sets the current time to a moment in the past."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from demo import clock
from maintenance.models import Review

PAST = datetime(2024, 2, 29, 3, 0, tzinfo=UTC)


def test_the_clock_changes_the_time_and_then_restores_it() -> None:
    with clock.at(PAST):
        assert timezone.now() == PAST
        assert timezone.localdate().isoformat() == "2024-02-29"
    assert timezone.now() > PAST


def test_defaults_of_fields_follow_the_clock() -> None:
    with clock.at(PAST):
        assert Review().at == PAST


def test_the_clock_does_not_go_to_the_future() -> None:
    with clock.at(timezone.now() + timedelta(days=9)) as moment:
        assert moment <= timezone.now()


def test_a_nested_clock_does_not_go_beyond_the_outer_clock() -> None:
    with clock.at(PAST), clock.at(PAST + timedelta(days=1)) as moment:
        assert moment == PAST


def test_isinstance_accepts_a_real_datetime_while_the_clock_is_set() -> None:
    with clock.at(PAST):
        assert isinstance(PAST, timezone.datetime)  # type: ignore[attr-defined]
