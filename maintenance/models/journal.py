"""Journal of a cycle: every move (state transition) with user, time and reason.

Entries are only appended, never changed. A hash chain makes later changes visible.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from core.db.constraints import choices_constraint
from maintenance.models.cycle import Cycle
from maintenance.sop import Move, State

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User


class JournalEntry(models.Model):
    """Journal entry of one move (state transition) of a cycle.

    `round_number` is the number of the round that was open before the move, or 0 before the first round. `hash`
    covers the entry and `previous_hash`. Changing, removing or inserting an entry therefore breaks the hash chain
    of the cycle.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="journal", verbose_name=_("siklus"))
    sequence = models.PositiveIntegerField(_("nomor"))
    round_number = models.PositiveSmallIntegerField(_("putaran"))
    move = models.CharField(_("langkah"), max_length=30, choices=Move.choices)
    source = models.CharField(_("dari"), max_length=20, choices=State.choices)
    target = models.CharField(_("ke"), max_length=20, choices=State.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("oleh"))
    role = models.CharField(_("sebagai"), max_length=20, choices=Role.choices)
    at = models.DateTimeField(_("waktu"))
    reason = models.TextField(_("alasan"), blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("catatan jurnal")
        verbose_name_plural = _("jurnal")
        ordering = ["cycle", "sequence"]
        constraints = [
            choices_constraint("move", Move, "journal_move_valid"),
            choices_constraint("source", State, "journal_source_valid"),
            choices_constraint("target", State, "journal_target_valid"),
            choices_constraint("role", Role, "journal_role_valid"),
            models.UniqueConstraint(fields=["cycle", "sequence"], name="journal_sequence_once"),
            models.UniqueConstraint(
                fields=["cycle", "round_number", "source"], name="journal_step_left_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle} #{self.sequence}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError

    @classmethod
    def append(
        cls, cycle: Cycle, *, move: Move, source: State, round_number: int, by: User, reason: str
    ) -> JournalEntry:
        """Save the entry for a move that was just made on `cycle`. The caller must have locked the cycle."""
        last = cls.objects.filter(cycle=cycle).order_by("-sequence").first()
        entry = cls(
            cycle=cycle,
            sequence=last.sequence + 1 if last else 1,
            round_number=round_number,
            move=move,
            source=source,
            target=cycle.state,
            by=by,
            role=by.role,
            at=timezone.now(),
            reason=reason,
            previous_hash=last.hash if last else initial_hash(cycle),
        )
        entry.hash = entry.computed_hash()
        entry.save(force_insert=True)
        return entry

    def computed_hash(self) -> str:
        """Return the SHA-256 of all columns except `hash`, as canonical JSON."""
        return _digest(
            [
                self.cycle_id,
                self.sequence,
                self.round_number,
                str(self.move),
                str(self.source),
                str(self.target),
                self.by_id,
                str(self.role),
                _microseconds(self.at),
                self.reason,
                self.previous_hash,
            ]
        )


class AppendOnlyError(TypeError):
    """Raised on an attempt to change or delete a journal entry."""

    def __init__(self) -> None:
        super().__init__("The journal is append-only.")


def initial_hash(cycle: Cycle) -> str:
    """Return the value of `previous_hash` for the first entry of a cycle."""
    return _digest(["cycle", cycle.pk, cycle.code])


def first_broken_entry(cycle: Cycle) -> int | None:
    """Return the sequence number of the first entry that breaks the chain, or None if the chain is intact.

    Detects changed entries (the hash differs), missing or inserted entries (the chain differs), and entries missing
    at the end (the state of the cycle differs from the last entry).
    """
    previous, state = initial_hash(cycle), str(State.PLANNING)
    number = 0
    for number, entry in enumerate(cycle.journal.order_by("sequence"), start=1):
        chained = entry.sequence == number and entry.previous_hash == previous and entry.source == state
        if not chained or entry.hash != entry.computed_hash():
            return number
        previous, state = entry.hash, entry.target
    return None if state == cycle.state else number + 1


def _digest(values: list[object]) -> str:
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _microseconds(at: datetime) -> int:
    """Return the time as microseconds since the epoch.

    This number does not depend on the database or the time zone.
    """
    return round(at.timestamp() * 1_000_000)
