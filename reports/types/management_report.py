"""Management report ("Laporan manajemen"), the output of SOP row 8."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString

from core.charts import BarChart, LineChart, Series, Tone
from indicators.sop_indicator import SopIndicator
from maintenance.models import Cycle, ReviewVerdict, WorkOrderState
from maintenance.sop import State
from reports.data import CycleData
from reports.data.cycle import collect_cycle
from reports.data.cycle_data import CriterionData, ResultData, RoundData
from reports.types import photos
from reports.types.base import CHART_WIDTH, Heading, build_heading, group_rounds
from reports.types.sentences import indicator_sentence

if TYPE_CHECKING:
    from accounts.models import User

VERSION = 3
# A longer annex is cut after this number of rows, with a note. The attached data has all rows.
MAX_PRINTED_ROWS = 400
SUMMARY_INDICATORS = ("on_plan", "criteria", "open_findings", "cost")


@dataclass(frozen=True)
class ManagementReportData:
    version: int
    heading: Heading
    facts: CycleData


def collect_heading(pk: int, user: User) -> Heading:
    """Return the heading for cycle `pk`. Its content is final only when it is issued, which finishes the cycle."""
    if not user.is_staff_side:
        raise Cycle.DoesNotExist
    cycle: Cycle = Cycle.objects.visible_to(user).select_related("plan").get(pk=pk)
    return build_heading(
        code=f"LM/{cycle.code}",
        title="Laporan Manajemen Pemeliharaan Infrastruktur",
        subject=cycle.plan.title,
        row=State.REPORTING,
        cycle=f"Siklus {cycle.code}",
        dated=None,
    )


def collect(pk: int, user: User) -> ManagementReportData:
    return ManagementReportData(version=VERSION, heading=collect_heading(pk, user), facts=collect_cycle(pk))


def photo_files(document_data: ManagementReportData) -> Mapping[str, Path]:
    """Return the selected photos by name. Leaves out missing files; the template prints a note for them."""
    return photos.find_photo_files(
        photo.picture for scene in document_data.facts.scenes for photo in scene.photos
    )


def template_context(document_data: ManagementReportData) -> dict[str, Any]:
    cycle_data = document_data.facts
    on_plan = next(each for each in cycle_data.indicators if each.key == "on_plan")
    return {
        "summary": [
            (each, indicator_sentence(each))
            for each in cycle_data.indicators
            if each.key in SUMMARY_INDICATORS
        ],
        "cycle_data": cycle_data,
        "on_plan": on_plan,
        "success": SopIndicator(
            on_plan, cycle_data.on_plan_target, has_report=not document_data.heading.is_draft
        ),
        "indicators": cycle_data.indicators,
        "matrices": [
            (group, [_matrix_row(criterion, group) for criterion in cycle_data.criteria])
            for group in group_rounds(cycle_data.rounds)
        ],
        "realisation_chart": _realisation_chart(cycle_data),
        "trend_chart": _trend_chart(cycle_data),
        "totals": _totals(cycle_data),
        "cost": next((each for each in cycle_data.indicators if each.key == "cost"), None),
        "not_done": [each for each in cycle_data.orders if each.state == WorkOrderState.NOT_DONE],
        "last_journal_hash": cycle_data.journal[-1].hash if cycle_data.journal else "",
        "assets": Annex.of(cycle_data.assets),
        "findings": Annex.of(cycle_data.findings),
        "orders": Annex.of(cycle_data.orders),
        "activities": Annex.of(cycle_data.activities),
        "evidence": Annex.of(cycle_data.evidence),
        "returned": Annex.of([each for each in cycle_data.reviews if each.verdict == ReviewVerdict.RETURNED]),
        "notes": [
            (criterion, result)
            for criterion in cycle_data.criteria
            for result in criterion.results
            if result.note
        ],
    }


@dataclass(frozen=True)
class Annex:
    """Table in the annex: the rows that are printed, and the total number of rows."""

    rows: list[Any]
    total: int

    @classmethod
    def of(cls, rows: list[Any]) -> Annex:
        return cls(rows[:MAX_PRINTED_ROWS], len(rows))

    @property
    def omitted(self) -> int:
        return self.total - len(self.rows)


@dataclass(frozen=True)
class MatrixRow:
    """One criterion in the matrix. A cell is None if the round has no result for the criterion."""

    criterion: CriterionData
    cells: list[ResultData | None]


def _matrix_row(criterion: CriterionData, rounds: Sequence[RoundData]) -> MatrixRow:
    results = {result.round: result for result in criterion.results if result.verdict}
    return MatrixRow(criterion, [results.get(each.number) for each in rounds])


def _realisation_chart(cycle_data: CycleData) -> SafeString | str:
    if not cycle_data.rounds:
        return ""
    return BarChart(
        title="Perintah kerja direncanakan, diterima dan tepat waktu per putaran",
        labels=[f"Putaran {each.number}" for each in cycle_data.rounds],
        series=[
            Series("Direncanakan", [each.orders for each in cycle_data.rounds], Tone.NEUTRAL),
            Series("Diterima", [each.accepted for each in cycle_data.rounds], Tone.MAIN),
            Series("Tepat waktu", [each.on_time for each in cycle_data.rounds], Tone.GOOD),
        ],
        key="realisasi-chart",
    ).svg(CHART_WIDTH)


def _trend_chart(cycle_data: CycleData) -> SafeString | str:
    if not any(each.score is not None for each in cycle_data.rounds):
        return ""
    return LineChart(
        title="Nilai berbobot per putaran",
        labels=[f"Putaran {each.number}" for each in cycle_data.rounds],
        values=[each.score for each in cycle_data.rounds],
        target=cycle_data.plan.passing_score,
        key="tren-chart",
    ).svg(CHART_WIDTH)


def _totals(cycle_data: CycleData) -> dict[str, Any]:
    """Return the sums over all rounds for the table footers."""
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
    sums: dict[str, Any] = {
        name: sum(getattr(each, name) for each in cycle_data.rounds) for name in names + more
    }
    sums["cost"] = sum((each.cost for each in cycle_data.rounds), Decimal(0))
    sums["remaining"] = cycle_data.plan.budget - sums["cost"]
    sums["difference"] = abs(sums["remaining"])
    return sums
