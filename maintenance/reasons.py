"""Reasons for refusing an action, and the exceptions that carry them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Reason:
    """One reason: `code` for tests and logs, `text` for the user, `url` of the page that solves it, if there is one."""

    code: str
    text: str | Promise
    url: str | Promise = ""

    def __str__(self) -> str:
        return str(self.text)


class Refused(Exception):
    """An action was refused and nothing was changed. `reasons` has all reasons."""

    status = 409

    def __init__(self, reasons: Iterable[Reason]) -> None:
        self.reasons = list(reasons)
        super().__init__("; ".join(reason.code for reason in self.reasons))


class MayNot(Refused):
    """The user has no permission (403)."""

    status = 403


class NotYet(Refused):
    """The cycle is not ready, or is in another state (409)."""
