"""The gate with eight concurrent requests, and with a crash at every line."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from django.db import connection, connections

from maintenance import gate
from maintenance.models import Cycle, JournalEntry, WorkOrder
from maintenance.reasons import NotYet
from maintenance.sop import Move, State
from tests.accounts.factories import UserFactory
from tests.maintenance.factories import make_cycle

EIGHT = 8


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("state", [State.PLANNING, State.ASSIGNMENT])
def test_of_eight_attempts_at_one_move_one_succeeds_and_seven_get_reasons(state: State) -> None:
    cycle = make_cycle(state)
    operators = UserFactory.create_batch(EIGHT)
    inputs = _inputs(cycle)
    entries = cycle.journal.count()
    start = threading.Barrier(EIGHT)
    outcomes: list[object] = []

    def attempt(by: Any) -> None:
        try:
            start.wait(timeout=30)
            outcomes.append(gate.perform(cycle.pk, _move(state), by=by, **inputs))
        except NotYet as refusal:
            outcomes.append(refusal)
        except Exception as problem:
            outcomes.append(problem)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=attempt, args=(each,)) for each in operators]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    refusals = [outcome for outcome in outcomes if isinstance(outcome, NotYet)]
    assert len(outcomes) == EIGHT
    assert sum(isinstance(outcome, Cycle) for outcome in outcomes) == 1, outcomes
    assert len(refusals) == EIGHT - 1, outcomes
    assert all(reason.text for refusal in refusals for reason in refusal.reasons)
    assert cycle.journal.count() == entries + 1


class Crash(Exception):
    """Simulates the end of the process."""


@pytest.mark.django_db(transaction=True)
def test_a_crash_at_any_line_of_the_gate_leaves_state_and_journal_as_they_were() -> None:
    cycle = make_cycle(State.ASSIGNMENT)
    by = UserFactory()
    before = _world(cycle)
    lines = _lines_passed(lambda: gate.perform(cycle.pk, Move.SUBMIT_PLAN, by=by))
    crashed = 0
    for line in range(1, 10_000):
        tracer = _Tracer(crash_at=line)
        try:
            with tracer:
                gate.perform(cycle.pk, Move.START_INTERNAL_ROUND, by=by, **_inputs(cycle))
        except Crash:
            crashed += 1
            _die()
            assert _world(cycle) == before, f"line {line} left a trace"
        else:
            break
    assert crashed > lines > 5
    assert Cycle.objects.get(pk=cycle.pk).state == State.INTERNAL_WORK


def _die() -> None:
    """Simulate the end of the process: the database rolls back the uncommitted transaction."""
    connection.close()
    connection.in_atomic_block = connection.closed_in_transaction = connection.needs_rollback = False
    connection.savepoint_ids, connection.atomic_blocks, connection.run_on_commit = [], [], []
    connection.connect()


def _world(cycle: Cycle) -> tuple[Any, ...]:
    assert not connection.in_atomic_block
    return (
        Cycle.objects.values().get(pk=cycle.pk),
        list(JournalEntry.objects.values()),
        list(cycle.rounds.values()),
        WorkOrder.objects.count(),
    )


def _move(state: State) -> Move:
    return Move.SUBMIT_PLAN if state == State.PLANNING else Move.START_INTERNAL_ROUND


def _inputs(cycle: Cycle) -> dict[str, Any]:
    if cycle.state == State.PLANNING:
        return {}
    start, end = cycle.next_window() or (None, None)
    return {"team": "Tim Daya", "starts_on": start, "ends_on": end, "reason": "Sesuai rencana."}


class _Tracer:
    """Raises `Crash` at the n-th line run inside `perform` and the transition that it calls, before the commit."""

    WATCHED = ("maintenance/gate.py", "maintenance/models/cycle.py", "maintenance/models/journal.py")
    # What runs behind the commit only reads: a crash there is a lost answer, not a lost move.
    AFTER_COMMIT = "fresh: Cycle"

    def __init__(self, crash_at: int | None = None) -> None:
        self.crash_at, self.passed, self.previous = crash_at, 0, None

    def __enter__(self) -> _Tracer:
        self.previous = sys.gettrace()
        sys.settrace(self._trace)
        return self

    def __exit__(self, *exc: object) -> None:
        sys.settrace(self.previous)

    def _trace(self, frame: FrameType, event: str, arg: object) -> Any:
        return self._line if frame.f_code.co_filename.endswith(self.WATCHED) else None

    def _line(self, frame: FrameType, event: str, arg: object) -> Any:
        if event == "line" and not self._is_after_commit(frame):
            self.passed += 1
            if self.passed == self.crash_at:
                raise Crash
        return self._line

    def _is_after_commit(self, frame: FrameType) -> bool:
        return frame.f_code.co_name == "perform" and not connection.in_atomic_block and self.passed > 3


def _lines_passed(action: Callable[[], object]) -> int:
    tracer = _Tracer()
    try:
        with tracer:
            action()
    except NotYet:
        pass
    return tracer.passed
