"""The one door: every change of a cycle's state, and everything that guards read, is written behind its lock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maintenance.fsm import guard_reasons, permission_reasons, transitions_of
from maintenance.models import Cycle, JournalEntry
from maintenance.models.cycle import MoveRequest
from maintenance.reasons import MayNot, NotYet, Reason
from maintenance.sop import Move, State

if TYPE_CHECKING:
    from accounts.models import User


def perform(cycle_id: int, move: Move | str, *, by: User, reason: str = "", **inputs: Any) -> Cycle:
    """Makes `move` on the cycle, or refuses and leaves everything as it was.

    `reason` is the reason that the journal keeps; `inputs` are the move's own (`contract`, `team`, `starts_on`,
    `ends_on`, `report`). Raises `MayNot` (403) when `by` may not, `NotYet` (409) with every reason
    when the cycle stands elsewhere or is not ready. Returns the cycle as it stands afterwards.
    """
    move = Move(move)
    with locked_cycle(cycle_id) as cycle:
        source, round_ = State(cycle.state), cycle.current_round
        cycle.move_request = MoveRequest(by=by, reason=reason.strip(), inputs=inputs)
        if reasons := find_refusal(cycle, move, by):
            raise reasons
        getattr(cycle, move.value)(**inputs)
        cycle.state_since = timezone.now()
        cycle.save()
        JournalEntry.append(
            cycle,
            move=move,
            source=source,
            round_number=round_.number if round_ else 0,
            by=by,
            reason=cycle.move_request.reason,
        )
    fresh: Cycle = Cycle.objects.get(pk=cycle_id)
    return fresh


@contextmanager
def locked_cycle(cycle_id: int, *states: State) -> Iterator[Cycle]:
    """The cycle, locked until the block ends, in one transaction; in one of `states` if any are named.

    Whoever writes what guards read (work orders, activities, evidence, results) writes inside such a block.
    """
    with transaction.atomic():
        cycle = Cycle.objects.select_for_update(of=("self", "plan")).select_related("plan").get(pk=cycle_id)
        if states and cycle.state not in states:
            raise NotYet([wrong_state_reason(cycle)])
        yield cycle


@dataclass(frozen=True)
class NextMove:
    """A move that leads on from where the cycle stands, for a page to offer or to explain."""

    move: Move
    reasons: list[Reason]
    is_permitted: bool

    @property
    def is_open(self) -> bool:
        return self.is_permitted and not self.reasons


def next_moves(cycle: Cycle, user: User) -> list[NextMove]:
    """The moves out of the cycle's row, each with all that stands against it for `user`."""
    moves = []
    for move in Move:
        if transition := transitions_of(getattr(Cycle, move.value)).get(cycle.state):
            refusals = permission_reasons(transition, cycle, user)
            reasons = refusals or guard_reasons(transition, cycle)
            moves.append(NextMove(move, reasons, is_permitted=not refusals))
    return moves


def find_refusal(cycle: Cycle, move: Move, user: User) -> MayNot | NotYet | None:
    """What stands against the move: the person first, then the row, then the guards."""
    transitions = transitions_of(getattr(Cycle, move.value))
    transition = transitions.get(cycle.state) or next(iter(transitions.values()))
    if refusals := permission_reasons(transition, cycle, user):
        return MayNot(refusals)
    if cycle.state not in transitions:
        return NotYet([wrong_state_reason(cycle)])
    if reasons := guard_reasons(transition, cycle):
        return NotYet(reasons)
    return None


def wrong_state_reason(cycle: Cycle) -> Reason:
    """The cycle does not stand where this would be possible."""
    text = _("Siklus %(code)s sekarang berada pada “%(state)s”, sehingga langkah ini tidak dapat dilakukan.")
    label = State(cycle.state).label
    return Reason("elsewhere", text % {"code": cycle.code, "state": label}, cycle.get_absolute_url())
