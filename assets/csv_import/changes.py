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
    """One field that would change, with both values as the preview shows them."""

    field: str | Promise
    before: str
    after: str


@dataclass(frozen=True)
class RowChange:
    """A line of the file that adds a record, or changes `differences` of an existing one."""

    line: int
    subject: str
    differences: Sequence[FieldChange] = ()


@dataclass
class ChangeSet:
    """All changes of one file. `apply` saves all of them, and raises an error while there are problems."""

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
        """Hash of the changes; equal hashes mean that the user confirms the same changes that the preview showed."""
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
