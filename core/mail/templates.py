"""What a kind of mail says: a template and the plain values that fill it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol


class Recipient(Protocol):
    """A person who can be written to; `str(reader)` is the name in the greeting."""

    @property
    def pk(self) -> int: ...

    @property
    def email(self) -> str: ...

    @property
    def language(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class EmailTemplate:
    """Subclasses name their template, `templates/mail/<template>.txt`, and add fields: strings, numbers, days.

    `path` is the page to which the mail leads. A field whose name ends in `_on` holds a day.
    """

    template: ClassVar[str]
    path: str
