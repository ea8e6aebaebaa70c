"""The step rail of a vendor: SOP rows 4 to 6 of one of its rounds."""

from __future__ import annotations

from django.urls import reverse

from maintenance.models import Round
from maintenance.sop import ROWS, State
from maintenance.step_rail import Step


def steps(round_: Round) -> list[Step]:
    """Return the steps of rows 4 to 6. A vendor must not see other rounds of the cycle or who worked in them."""
    evaluation = getattr(round_, "evaluation", None)
    concluded_at = evaluation.concluded_at if evaluation else None
    worked_at = round_.completed_at
    documentation = reverse("portal:documentation", args=[round_.pk])
    result = reverse("portal:evaluation", args=[round_.pk]) if concluded_at else ""
    rows = (
        (State.VENDOR_WORK, "done" if worked_at else "now", worked_at, documentation),
        (State.INTERNAL_WORK, "unused", None, ""),
        (
            State.EVALUATION,
            "done" if concluded_at else "now" if worked_at else "ahead",
            concluded_at,
            result,
        ),
    )
    return [
        Step(state=state, row=ROWS[state], status=status, left_at=at, times=1, output_url=url)
        for state, status, at, url in rows
    ]
