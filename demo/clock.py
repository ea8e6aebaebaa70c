"""Travel in time: the one place where demo data pretends that it is another moment.

A finished cycle has a past, and the gate, its guards and the journal write down the moment at which a thing is done.
Rather than forging those columns afterwards (the database would refuse), the demo lets the same services run at the
moment that the story tells. Nothing outside `demo/` uses this, and no moment to come can be visited.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, tzinfo
from unittest import mock

from django.utils import timezone

from core.i18n.formats import JAKARTA


class _StoppedClock(type):
    """Whatever is a `datetime` is one of the stopped class too: Django asks by `isinstance`."""

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, datetime)


@contextmanager
def at(moment: datetime) -> Iterator[datetime]:
    """Inside the block Django's clock shows `moment`, or what it shows outside if that is earlier; yields it.

    Field defaults hold `timezone.now` itself, so what is replaced is the `datetime` that this function asks.
    """
    shown = min(moment, timezone.now())

    class Stopped(datetime, metaclass=_StoppedClock):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return shown.astimezone(tz)

    with mock.patch.object(timezone, "datetime", Stopped):
        yield shown


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """That time of day in Jakarta."""
    return datetime.combine(day, time(hour, minute), JAKARTA)
