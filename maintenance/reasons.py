"""Why somebody is refused: each reason is one sentence, with the page on which it is mended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Reason:
    """`code` is for tests and logs, `text` for the reader; `url` leads to where the lack is mended, if anywhere."""

    code: str
    text: str | Promise
    url: str | Promise = ""

    def __str__(self) -> str:
        return str(self.text)


class Refused(Exception):
    """A move did not happen, and nothing was changed. `reasons` says all that stands against it."""

    status = 409

    def __init__(self, reasons: Iterable[Reason]) -> None:
        self.reasons = list(reasons)
        super().__init__("; ".join(reason.code for reason in self.reasons))


class MayNot(Refused):
    """This person may not (403)."""

    status = 403


class NotYet(Refused):
    """The cycle is not ready, or stands elsewhere (409)."""
