"""Sign-ins that the sign-in page offers in a demo installation. The demo package, in a layer above, provides them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from django.conf import settings


class DemoLogin(Protocol):
    """A sign-in with the label under which the page shows it."""

    @property
    def label(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def password(self) -> str: ...


_logins: list[DemoLogin] = []


def provide(logins: Sequence[DemoLogin]) -> None:
    """Set the logins; the demo package calls this once, in `AppConfig.ready`."""
    _logins[:] = logins


def offered() -> list[DemoLogin]:
    """Return the demo logins, or none unless the setting DEMO is on."""
    return _logins if settings.DEMO else []
