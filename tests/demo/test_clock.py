"""The demo's clock."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from demo import clock
from maintenance.models import Review

PAST = datetime(2024, 2, 29, 3, 0, tzinfo=UTC)


def test_the_clock_shows_another_moment_and_then_the_present() -> None:
    with clock.at(PAST):
        assert timezone.now() == PAST
        assert timezone.localdate().isoformat() == "2024-02-29"
    assert timezone.now() > PAST


def test_defaults_of_fields_follow_the_clock() -> None:
    with clock.at(PAST):
        assert Review().at == PAST


def test_what_is_to_come_cannot_be_visited() -> None:
    with clock.at(timezone.now() + timedelta(days=9)) as shown:
        assert shown <= timezone.now()


def test_inside_the_past_the_past_is_the_present() -> None:
    with clock.at(PAST), clock.at(PAST + timedelta(days=1)) as shown:
        assert shown == PAST


def test_a_plain_moment_is_still_one() -> None:
    with clock.at(PAST):
        assert isinstance(PAST, timezone.datetime)  # type: ignore[attr-defined]
