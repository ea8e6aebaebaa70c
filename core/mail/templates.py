"""Base class of mail templates and their context."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol


class Recipient(Protocol):
    """User who receives mail; `str(recipient)` is the name in the greeting."""

    @property
    def pk(self) -> int: ...

    @property
    def email(self) -> str: ...

    @property
    def language(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class EmailTemplate:
    """Kind of mail. A subclass names its template, `templates/mail/<template>.txt`, and adds the context as fields.

    Fields are strings, numbers or dates; the names of dates end in `_on`. `path` is the page that the mail links to.
    """

    template: ClassVar[str]
    path: str
