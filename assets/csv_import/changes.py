"""What an import would change: the common shape of the plans for assets and for dependencies."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import transaction
from django.utils.functional import Promise

from core.tables_io.csv_reader import CsvProblem, UnreadableCsvError


class FieldChange(NamedTuple):
    """One value that would change; both sides as a person reads them."""

    field: str | Promise
    before: str
    after: str


@dataclass(frozen=True)
class RowChange:
    """One line that brings something: a new row, or `differences` in one that is there."""

    line: int
    subject: str
    differences: Sequence[FieldChange] = ()


@dataclass
class ChangeSet:
    """All or nothing: `apply` refuses while there are problems."""

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
        """Equal for equal plans, so that nobody confirms another plan than the one that was shown."""
        shown = (
            self.new,
            self.changed,
            self.unchanged,
            self.new_locations,
            self.new_categories,
            self.new_racks,
        )
        text = repr([[str(item) for item in part] if isinstance(part, list) else part for part in shown])
        return hashlib.sha256(text.encode()).hexdigest()

    @transaction.atomic
    def apply(self) -> None:
        if self.problems:
            raise UnreadableCsvError(*self.problems)
        self.save()
