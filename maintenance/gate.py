"""The only code that changes the state of a cycle. Also provides the lock for all data that guards read.

A "move" is a transition of a cycle from one state to another.
"""

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
    """Make `move` (a state transition) on the cycle and return the saved cycle.

    `reason` is saved in the journal. `inputs` are the arguments of the move (`contract`, `team`, `starts_on`,
    `ends_on`, `report`). Raises `MayNot` (403) if the user `by` has no permission. Raises `NotYet` (409) with all
    reasons if the cycle is in another state or a guard refuses the move. If an exception is raised, nothing is
    saved.
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
    """Start a transaction, lock the row of the cycle, and yield the cycle. The lock ends with the block.

    Raises `NotYet` if `states` are given and the cycle is in none of these states. Guards read work orders,
    activities, evidence and results. All code that writes such data must run inside this context manager.
    """
    with transaction.atomic():
        cycle = Cycle.objects.select_for_update(of=("self", "plan")).select_related("plan").get(pk=cycle_id)
        if states and cycle.state not in states:
            raise NotYet([wrong_state_reason(cycle)])
        yield cycle


@dataclass(frozen=True)
class NextMove:
    """A move that leaves the current state of the cycle, with the reasons why it is refused, if any."""

    move: Move
    reasons: list[Reason]
    is_permitted: bool

    @property
    def is_open(self) -> bool:
        return self.is_permitted and not self.reasons


def next_moves(cycle: Cycle, user: User) -> list[NextMove]:
    """Return the moves that leave the current state. Each has the reasons why `user` cannot make the move now."""
    moves = []
    for move in Move:
        if transition := transitions_of(getattr(Cycle, move.value)).get(cycle.state):
            refusals = permission_reasons(transition, cycle, user)
            reasons = refusals or guard_reasons(transition, cycle)
            moves.append(NextMove(move, reasons, is_permitted=not refusals))
    return moves


def find_refusal(cycle: Cycle, move: Move, user: User) -> MayNot | NotYet | None:
    """Return the exception with the reasons for refusing the move, or None if the move can be made.

    Checks the permission first, then the state, then the guards.
    """
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
    """Return the reason for refusing an action because the cycle is in another state than the action requires."""
    text = _("Siklus %(code)s sekarang berada pada “%(state)s”, sehingga langkah ini tidak dapat dilakukan.")
    label = State(cycle.state).label
    return Reason("elsewhere", text % {"code": cycle.code, "state": label}, cycle.get_absolute_url())
