"""Reasons why an action is refused, and the exceptions that contain these reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Reason:
    """One reason why an action is refused.

    `code` identifies the reason in tests and logs. `text` is shown to the user. `url` is the page on which the user
    can solve the problem; empty if there is no such page.
    """

    code: str
    text: str | Promise
    url: str | Promise = ""

    def __str__(self) -> str:
        return str(self.text)


class Refused(Exception):
    """Base class: an action was refused and nothing was saved. `reasons` lists all reasons."""

    status = 409

    def __init__(self, reasons: Iterable[Reason]) -> None:
        self.reasons = list(reasons)
        super().__init__("; ".join(reason.code for reason in self.reasons))


class MayNot(Refused):
    """Refusal because the user has no permission (status 403)."""

    status = 403


class NotYet(Refused):
    """Refusal because the state of the cycle or record does not allow the action (status 409)."""
