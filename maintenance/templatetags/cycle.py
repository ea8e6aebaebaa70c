"""`{% step_rail cycle %}`: the eight steps of the SOP, shown on every page of a cycle."""

from typing import Any

from django import template

from maintenance import gate
from maintenance.models import Cycle
from maintenance.step_rail import steps

register = template.Library()


@register.inclusion_tag("maintenance/cycles/step_rail.html", takes_context=True)
def step_rail(
    context: dict[str, Any], cycle: Cycle, moves: list[gate.NextMove] | None = None
) -> dict[str, Any]:
    """Show the steps of `cycle` with the links that the user may open; `moves` adds the possible next moves."""
    return {"cycle": cycle, "steps": steps(cycle, context["request"].user), "moves": moves}
