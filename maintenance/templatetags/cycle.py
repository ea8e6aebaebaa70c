"""`{% step_rail cycle %}`: the rail stands on every page of a cycle."""

from typing import Any

from django import template

from maintenance import gate, rail
from maintenance.models import Cycle

register = template.Library()


@register.inclusion_tag("maintenance/rail.html", takes_context=True)
def step_rail(
    context: dict[str, Any], cycle: Cycle, moves: list[gate.NextMove] | None = None
) -> dict[str, Any]:
    """The rail of `cycle` for the person who asks; `moves` only where the page shows what comes next."""
    user = context["request"].user
    return {"cycle": cycle, "steps": rail.steps(cycle, user), "moves": moves, "request": context["request"]}
