"""Changes that an import would make, for assets and for dependencies."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import transaction
from django.utils.functional import Promise

from core.tables_io.csv_reader import CsvProblem, UnreadableCsvError


class FieldChange(NamedTuple):
    """One field that would change, with the old and the new value as the preview shows them."""

    field: str | Promise
    before: str
    after: str


@dataclass(frozen=True)
class RowChange:
    """Change by one line of the file: the line adds a record, or changes an existing record by `differences`."""

    line: int
    subject: str
    differences: Sequence[FieldChange] = ()


@dataclass
class ChangeSet:
    """All changes of one file; `apply` saves all changes, or raises an error if the file has problems."""

    new: list[RowChange] = field(default_factory=list)
    changed: list[RowChange] = field(default_factory=list)
    unchanged: int = 0
    problems: list[CsvProblem] = field(default_factory=list)
    new_locations: list[str] = field(default_factory=list)
    new_categories: list[str] = field(default_factory=list)
    new_racks: list[str] = field(default_factory=list)
    save: Callable[[], None] = lambda: None

    @property
    def changes_anything(self) -> bool:
        return bool(self.new or self.changed or self.new_locations or self.new_racks)

    @property
    def fingerprint(self) -> str:
        """Hash of the changes.

        If the hash equals the hash of the preview, the user confirms the same changes that the preview showed.
        """
        content = (
            self.new,
            self.changed,
            self.unchanged,
            self.new_locations,
            self.new_categories,
            self.new_racks,
        )
        text = repr([[str(item) for item in part] if isinstance(part, list) else part for part in content])
        return hashlib.sha256(text.encode()).hexdigest()

    @transaction.atomic
    def apply(self) -> None:
        """Save all changes in one transaction; raises UnreadableCsvError if there are problems."""
        if self.problems:
            raise UnreadableCsvError(*self.problems)
        self.save()
