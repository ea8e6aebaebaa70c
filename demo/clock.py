"""Simulated time for demo data.

Gate, guards and journal store the current time, and database triggers forbid changing it later. So the demo runs the
services with a simulated current time. Nothing outside `demo/` uses this, and a future time cannot be simulated.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, tzinfo
from unittest import mock

from django.utils import timezone

from core.i18n.formats import JAKARTA


class _DatetimeType(type):
    """Metaclass that treats every `datetime` as an instance, because Django uses `isinstance(value, datetime)`."""

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, datetime)


@contextmanager
def at(moment: datetime) -> Iterator[datetime]:
    """Set the simulated current time to `moment` inside the block, and yield this time.

    If `moment` is in the future, the present time is used. Field defaults refer to the function `timezone.now`
    itself. Therefore the `datetime` class that `timezone.now` uses is replaced.
    """
    simulated = min(moment, timezone.now())

    class SimulatedDatetime(datetime, metaclass=_DatetimeType):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return simulated.astimezone(tz)

    with mock.patch.object(timezone, "datetime", SimulatedDatetime):
        yield simulated


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """Return a time of day in Jakarta as an aware datetime."""
    return datetime.combine(day, time(hour, minute), JAKARTA)
