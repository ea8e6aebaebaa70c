"""Table of cycles: columns and cells."""

from __future__ import annotations

from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.html import choice_label, link, tag
from core.lists.table import Cells, Table, TableColumn
from core.templatetags.siklus import format_date
from maintenance.sop import State


def _cycle(cycle: Any) -> Cells:
    state = State(cycle.state)
    number = f"{state.row.number} · " if state.row else ""
    return (
        link(reverse("maintenance:cycle", args=[cycle.pk]), cycle.code),
        cycle.plan__title,
        tag(f"{number}{choice_label(State, state)}", "now" if state.row else "good"),
        cycle.round_count,
        format_date(cycle.plan__ends_on),
    )


CYCLES: Final = Table(
    columns=(
        TableColumn(sort="code", css="text-nowrap"),
        TableColumn(sort="title", unlabelled=True),
        TableColumn(sort="row"),
        TableColumn(_("Putaran"), css="number"),
        TableColumn(sort="end"),
    ),
    row=_cycle,
    fields=("pk", "code", "plan__title", "state", "round_count", "plan__ends_on"),
)
