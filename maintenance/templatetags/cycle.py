"""`{% step_rail cycle %}`: the rail stands on every page of a cycle, hence its eight rows are written in Python."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from core.html import render_cell
from maintenance import gate
from maintenance.models import Cycle
from maintenance.step_rail import Step, steps

register = template.Library()


@register.simple_tag(takes_context=True)
def step_rail(context: dict[str, Any], cycle: Cycle, moves: list[gate.NextMove] | None = None) -> SafeString:
    """The rail of `cycle` for the person who asks; `moves` only where the page shows what comes next."""
    user = context["request"].user
    return render_to_string(
        "maintenance/rail.html", {"cycle": cycle, "steps": steps(cycle, user), "moves": moves}
    )


@register.simple_tag
def rail_step(step: Step) -> SafeString:
    """One row: its number, what is done in it and by whom, how it stands, and where its output is read."""
    now = ' aria-current="step"' if step.status == "now" else ""
    standing = render_cell(step.status_label)
    if step.times > 1:
        standing += ", " + render_cell(ngettext("%(n)s kali", "%(n)s kali", step.times) % {"n": step.times})
    output = render_cell(step.row.output or "")
    links = (
        f'<a class="rail-output" href="{render_cell(step.output_url)}">{output}</a>'
        if output and step.output_url
        else ""
    )
    if links and step.document_url:
        word, address = render_cell(gettext("Dokumen")), render_cell(step.document_url)
        links += f'<a class="rail-document" href="{address}" aria-label="{word}: {output}">{word}</a>'
    return SafeString(
        f'<li class="rail-step rail-{step.status}"{now}>'
        f'<span class="rail-number" aria-hidden="true">{step.row.number}</span>'
        f'<div class="rail-body"><span class="rail-text">{render_cell(step.row.text)}</span>'
        f'<span class="rail-meta">{render_cell(step.row.performer)}</span>'
        f'<span class="rail-meta">{standing}</span>{links}</div></li>'
    )
