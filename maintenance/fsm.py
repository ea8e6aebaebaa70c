"""Adapters between django-fsm and the permission rules and guards of this app.

django-fsm expects functions that return a boolean. The rules and guards return a list of reasons for a refusal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from django_fsm import Transition, transition

from maintenance.guards import Guard
from maintenance.permissions import Rule
from maintenance.reasons import Reason
from maintenance.sop import State


class RulePermission:
    """Permission callable for django-fsm. Returns True if the rule gives no reason to refuse the user."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule

    def __call__(self, cycle: Any, user: Any) -> bool:
        return not self.rule(cycle, user)


class GuardCondition:
    """Condition callable for django-fsm. Returns True if the guard gives no reason to refuse the transition."""

    def __init__(self, guard: Guard) -> None:
        self.guard = guard

    def __call__(self, cycle: Any) -> bool:
        return not self.guard(cycle)


def cycle_transition(
    source: State | Sequence[State], target: State, *, rule: Rule, guards: Sequence[Guard]
) -> Callable[[Any], Any]:
    """Return a decorator that declares a method of `Cycle` as the transition from `source` to `target`."""
    return transition(
        field="state",
        source=source,
        target=target,
        conditions=[GuardCondition(guard) for guard in guards],
        permission=RulePermission(rule),
    )


def transitions_of(method: Any) -> dict[str, Transition]:
    """Return the transitions that `cycle_transition` declared on the method, as a mapping from source state."""
    return cast("dict[str, Transition]", method._django_fsm.transitions)


def permission_reasons(transition_: Transition, cycle: Any, user: Any) -> list[Reason]:
    """Return the reasons why the permission rule of the transition refuses the user, or []."""
    return cast(RulePermission, transition_.permission).rule(cycle, user)


def guard_reasons(transition_: Transition, cycle: Any) -> list[Reason]:
    """Return the reasons why the guards of the transition refuse it, or [] if all conditions are met."""
    return [
        reason
        for condition in transition_.conditions
        for reason in cast(GuardCondition, condition).guard(cycle)
    ]
