"""Step rail of the vendor portal: the progress of one round through SOP rows 4 to 6."""

from __future__ import annotations

from django.urls import reverse

from maintenance.models import Round
from maintenance.sop import ROWS, State
from maintenance.step_rail import Step


def steps(round_: Round) -> list[Step]:
    """Return the steps of SOP rows 4 to 6 for one round.

    A vendor must not see other rounds of the cycle or the users who worked in those rounds.
    """
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
