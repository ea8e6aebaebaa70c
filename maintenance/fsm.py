"""How a rule and its guards become a django-fsm transition, and are found again by whoever wants the reasons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from django_fsm import Transition, transition

from maintenance.guards import Guard
from maintenance.permissions import Rule
from maintenance.reasons import Reason
from maintenance.sop import State


class RulePermission:
    """django-fsm's `permission=`: yes, where the rule has nothing against the person."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule

    def __call__(self, cycle: Any, user: Any) -> bool:
        return not self.rule(cycle, user)


class GuardCondition:
    """A django-fsm condition: met, where the guard has nothing against the cycle."""

    def __init__(self, guard: Guard) -> None:
        self.guard = guard

    def __call__(self, cycle: Any) -> bool:
        return not self.guard(cycle)


def cycle_transition(
    source: State | Sequence[State], target: State, *, rule: Rule, guards: Sequence[Guard]
) -> Callable[[Any], Any]:
    """Declares a method of `Cycle` as the move from `source` to `target`; there is no move without rule and guards."""
    return transition(
        field="state",
        source=source,
        target=target,
        conditions=[GuardCondition(guard) for guard in guards],
        permission=RulePermission(rule),
    )


def transitions_of(method: Any) -> dict[str, Transition]:
    """The transitions that `step` declared on a method, by source."""
    return cast("dict[str, Transition]", method._django_fsm.transitions)


def permission_reasons(each: Transition, cycle: Any, user: Any) -> list[Reason]:
    return cast(RulePermission, each.permission).rule(cycle, user)


def guard_reasons(each: Transition, cycle: Any) -> list[Reason]:
    return [
        reason for condition in each.conditions for reason in cast(GuardCondition, condition).guard(cycle)
    ]
