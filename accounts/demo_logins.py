"""Sign-ins that the sign-in page shows to whoever looks at a demo; the demo, a room above, offers them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from django.conf import settings


class DemoLogin(Protocol):
    """Whose sign-in it is (`label`), and with what."""

    @property
    def label(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def password(self) -> str: ...


_offered: list[DemoLogin] = []


def offer(sign_ins: Sequence[DemoLogin]) -> None:
    """Called once, when the applications are ready."""
    _offered[:] = sign_ins


def shown() -> list[DemoLogin]:
    """None unless the installation says that it is a demo."""
    return _offered if settings.DEMO else []
