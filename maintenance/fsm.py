"""Adapters between django-fsm transitions and our permission rules and guards, which return reasons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from django_fsm import Transition, transition

from maintenance.guards import Guard
from maintenance.permissions import Rule
from maintenance.reasons import Reason
from maintenance.sop import State


class RulePermission:
    """Permission callable for django-fsm: True if the rule returns no reasons against the user."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule

    def __call__(self, cycle: Any, user: Any) -> bool:
        return not self.rule(cycle, user)


class GuardCondition:
    """Condition callable for django-fsm: True if the guard returns no reasons against the cycle."""

    def __init__(self, guard: Guard) -> None:
        self.guard = guard

    def __call__(self, cycle: Any) -> bool:
        return not self.guard(cycle)


def cycle_transition(
    source: State | Sequence[State], target: State, *, rule: Rule, guards: Sequence[Guard]
) -> Callable[[Any], Any]:
    """Return the decorator that makes a method of `Cycle` the move from `source` to `target`."""
    return transition(
        field="state",
        source=source,
        target=target,
        conditions=[GuardCondition(guard) for guard in guards],
        permission=RulePermission(rule),
    )


def transitions_of(method: Any) -> dict[str, Transition]:
    """Return the transitions that `cycle_transition` declared on the method, by source state."""
    return cast("dict[str, Transition]", method._django_fsm.transitions)


def permission_reasons(transition_: Transition, cycle: Any, user: Any) -> list[Reason]:
    """Return the reasons of the permission rule against the user."""
    return cast(RulePermission, transition_.permission).rule(cycle, user)


def guard_reasons(transition_: Transition, cycle: Any) -> list[Reason]:
    """Return the reasons of all guards against the cycle."""
    return [
        reason
        for condition in transition_.conditions
        for reason in cast(GuardCondition, condition).guard(cycle)
    ]
