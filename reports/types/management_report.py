"""The management report as a PDF: from the snapshot, and from nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString

from core.charts import BarChart, LineChart, Series, Tone
from indicators.sop_indicator import Success
from maintenance.models import Cycle, ReviewVerdict, WorkOrderState
from maintenance.sop import State
from reports.data import Facts
from reports.data.cycle import take as take_facts
from reports.data.cycle_data import CriterionFacts, ResultFacts, RoundFacts
from reports.types import photos
from reports.types.base import CHART_WIDTH, Heading, columns, heading
from reports.types.sentences import sentence

if TYPE_CHECKING:
    from accounts.models import User

VERSION = 3
# Beyond this many rows an annex is cut, and says so; the attached data holds them all.
PRINTED_ROWS = 400
FIGURES = ("on_plan", "criteria", "open_findings", "cost")


@dataclass(frozen=True)
class ReportPaper:
    version: int
    heading: Heading
    facts: Facts


def head(pk: int, user: User) -> Heading:
    """Of the cycle `pk`. It stands when it is issued, which ends the cycle."""
    if not user.is_staff_side:
        raise Cycle.DoesNotExist
    cycle: Cycle = Cycle.objects.visible_to(user).select_related("plan").get(pk=pk)
    return heading(
        code=f"LM/{cycle.code}",
        title="Laporan Manajemen Pemeliharaan Infrastruktur",
        subject=cycle.plan.title,
        row=State.REPORTING,
        cycle=f"Siklus {cycle.code}",
        dated=None,
    )


def take(pk: int, user: User) -> ReportPaper:
    return ReportPaper(version=VERSION, heading=head(pk, user), facts=take_facts(pk))


def media(report: ReportPaper) -> Mapping[str, Path]:
    """The chosen photos by their names; one whose file is gone is left out, and the report says so."""
    return photos.stored(photo.picture for scene in report.facts.scenes for photo in scene.photos)


def context(report: ReportPaper) -> dict[str, Any]:
    facts, imprint = report.facts, report.heading.imprint
    on_plan = next(each for each in facts.indicators if each.key == "on_plan")
    return {
        "imprint": imprint,
        "figures": [(each, sentence(each)) for each in facts.indicators if each.key in FIGURES],
        "facts": facts,
        "on_plan": on_plan,
        "success": Success(on_plan, facts.on_plan_target, has_report=imprint is not None),
        "indicators": facts.indicators,
        "matrices": [
            (group, [_matrix_row(criterion, group) for criterion in facts.criteria])
            for group in columns(facts.rounds)
        ],
        "realisation_chart": _realisation_chart(facts),
        "trend_chart": _trend_chart(facts),
        "totals": _totals(facts),
        "cost": next((each for each in facts.indicators if each.key == "cost"), None),
        "not_done": [each for each in facts.orders if each.state == WorkOrderState.NOT_DONE],
        "head_hash": facts.journal[-1].hash if facts.journal else "",
        "assets": Annex.of(facts.assets),
        "findings": Annex.of(facts.findings),
        "orders": Annex.of(facts.orders),
        "activities": Annex.of(facts.activities),
        "evidence": Annex.of(facts.evidence),
        "returned": Annex.of([each for each in facts.reviews if each.verdict == ReviewVerdict.RETURNED]),
        "notes": [
            (criterion, result) for criterion in facts.criteria for result in criterion.results if result.note
        ],
    }


@dataclass(frozen=True)
class Annex:
    """The rows that are printed, and how many are not."""

    rows: list[Any]
    total: int

    @classmethod
    def of(cls, rows: list[Any]) -> Annex:
        return cls(rows[:PRINTED_ROWS], len(rows))

    @property
    def left_out(self) -> int:
        return self.total - len(self.rows)


@dataclass(frozen=True)
class MatrixRow:
    """One criterion; `cells` stand under the rounds, None where the round has no result for it."""

    criterion: CriterionFacts
    cells: list[ResultFacts | None]


def _matrix_row(criterion: CriterionFacts, rounds: Sequence[RoundFacts]) -> MatrixRow:
    found = {result.round: result for result in criterion.results if result.verdict}
    return MatrixRow(criterion, [found.get(each.number) for each in rounds])


def _realisation_chart(facts: Facts) -> SafeString | str:
    if not facts.rounds:
        return ""
    return BarChart(
        title="Perintah kerja direncanakan, diterima dan tepat waktu per putaran",
        labels=[f"Putaran {each.number}" for each in facts.rounds],
        series=[
            Series("Direncanakan", [each.orders for each in facts.rounds], Tone.NEUTRAL),
            Series("Diterima", [each.accepted for each in facts.rounds], Tone.MAIN),
            Series("Tepat waktu", [each.on_time for each in facts.rounds], Tone.GOOD),
        ],
        key="realisasi-chart",
    ).svg(CHART_WIDTH)


def _trend_chart(facts: Facts) -> SafeString | str:
    if not any(each.score is not None for each in facts.rounds):
        return ""
    return LineChart(
        title="Nilai berbobot per putaran",
        labels=[f"Putaran {each.number}" for each in facts.rounds],
        values=[each.score for each in facts.rounds],
        target=facts.plan.passing_score,
        key="tren-chart",
    ).svg(CHART_WIDTH)


def _totals(facts: Facts) -> dict[str, Any]:
    """Sums over the rounds, for the last line of the tables."""
    names = (
        "orders",
        "accepted",
        "not_done",
        "owed",
        "on_time",
        "late",
        "activities",
        "evidence",
        "findings",
    )
    more = ("required_evidence", "present_evidence", "open_findings", "downtime_minutes")
    sums: dict[str, Any] = {name: sum(getattr(each, name) for each in facts.rounds) for name in names + more}
    sums["cost"] = sum((each.cost for each in facts.rounds), Decimal(0))
    sums["left"] = facts.plan.budget - sums["cost"]
    sums["gap"] = abs(sums["left"])
    return sums
