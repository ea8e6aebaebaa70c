"""Evaluation of the acceptance criteria ("Evaluasi ketercapaian kriteria"), the output of SOP row 6."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString

from core.charts import LineChart, Sparkline
from core.i18n.formats import format_number
from maintenance.models import CriterionResult, Round
from maintenance.models.evaluation import Evaluation, Verdict
from maintenance.sop import State
from plans.models import AcceptanceCriterion, CriterionKind
from reports.data.rounds import measured_text
from reports.types.base import CHART_WIDTH, Heading, build_heading, group_rounds

if TYPE_CHECKING:
    from accounts.models import User

VERSION = 1


@dataclass(frozen=True)
class ResultData:
    """Result of a criterion in a round.

    `counted` is the fraction behind a computed value, such as "7 dari 9". `changed` is the computed value if a user
    replaced it.
    """

    round: int
    measured: str
    value: Decimal | None
    counted: str
    verdict: str
    verdict_label: str
    note: str
    changed: str = ""


@dataclass(frozen=True)
class CriterionData:
    """Acceptance criterion with its results.

    `limit` is the target value for the chart. `limit` is None if the criterion has no single numeric target.
    """

    code: str
    text: str
    target: str
    limit: Decimal | None
    weight: Decimal
    is_mandatory: bool
    method: str
    results: list[ResultData]


@dataclass(frozen=True)
class RoundData:
    number: int
    executor_name: str
    starts_on: date
    ends_on: date
    score: Decimal | None
    meets: bool | None
    conclusion: str
    concluded_by: str
    concluded_at: datetime | None


@dataclass(frozen=True)
class EvaluationData:
    """Evaluation of `round`, with the earlier rounds for comparison.

    For a vendor round, only rounds of the same vendor are included.
    """

    version: int
    heading: Heading
    round: int
    passing_score: Decimal
    rounds: list[RoundData]
    criteria: list[CriterionData]


def collect_heading(pk: int, user: User) -> Heading:
    """Return the heading for round `pk`, final when its evaluation is concluded.

    A vendor cannot see the evaluation before it is concluded.
    """
    return _heading(_get_round(pk, user))


def _get_round(pk: int, user: User) -> Round:
    visible = Round.objects.visible_to(user)
    if not user.is_staff_side:
        visible = visible.filter(evaluation__concluded_at__isnull=False)
    round_: Round = visible.select_related("cycle__plan", "contract", "evaluation").get(pk=pk)
    return round_


def _heading(round_: Round) -> Heading:
    evaluation: Evaluation | None = getattr(round_, "evaluation", None)
    return build_heading(
        code=f"EK/{round_.cycle.code}/P{round_.number}",
        title="Evaluasi Ketercapaian Kriteria Pemeliharaan",
        subject=f"{round_.cycle.plan.title}, putaran {round_.number}",
        row=State.EVALUATION,
        cycle=round_.cycle.code,
        dated=evaluation.concluded_at if evaluation else None,
    )


def collect(pk: int, user: User) -> EvaluationData:
    round_ = _get_round(pk, user)
    rounds = Round.objects.filter(cycle=round_.cycle_id, number__lte=round_.number)
    if round_.contract:
        rounds = rounds.filter(contract__vendor=round_.contract.vendor_id)
    rows = list(
        rounds.select_related("cycle", "contract__vendor", "evaluation__concluded_by").order_by("number")
    )
    return EvaluationData(
        version=VERSION,
        heading=_heading(round_),
        round=round_.number,
        passing_score=round_.cycle.plan.passing_score,
        rounds=[_round_data(row) for row in rows],
        criteria=_criteria_data(round_, rows),
    )


def _round_data(row: Round) -> RoundData:
    evaluation: Evaluation | None = getattr(row, "evaluation", None)
    return RoundData(
        number=row.number,
        executor_name=row.executor_name,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        score=evaluation.score if evaluation else None,
        meets=evaluation.meets if evaluation else None,
        conclusion=evaluation.conclusion if evaluation else "",
        concluded_by=str(evaluation.concluded_by or "") if evaluation else "",
        concluded_at=evaluation.concluded_at if evaluation else None,
    )


def _criteria_data(round_: Round, rounds: list[Round]) -> list[CriterionData]:
    rows = CriterionResult.objects.filter(evaluation__round__in=rounds)
    results: defaultdict[int, list[ResultData]] = defaultdict(list)
    for row in rows.select_related("criterion", "evaluation__round").order_by("evaluation__round__number"):
        results[row.criterion_id].append(_result_data(row))
    criteria = round_.cycle.plan.criteria.all()
    return [_criterion_data(criterion, results[criterion.pk]) for criterion in criteria]


def _result_data(row: CriterionResult) -> ResultData:
    divided = row.numerator is not None and row.denominator is not None
    return ResultData(
        round=row.evaluation.round.number,
        measured=measured_text(row),
        value=row.value,
        counted=f"{format_number(row.numerator or 0)} dari {format_number(row.denominator or 0)}"
        if divided
        else "",
        verdict=row.verdict,
        verdict_label=str(Verdict(row.verdict).label) if row.verdict else "",
        note=row.note,
        changed=row.counted_words if row.is_changed else "",
    )


def _criterion_data(criterion: AcceptanceCriterion, results: list[ResultData]) -> CriterionData:
    single = criterion.kind != CriterionKind.YES_NO and not criterion.is_range
    return CriterionData(
        code=criterion.code,
        text=criterion.text,
        target=criterion.requirement,
        limit=criterion.target if single else None,
        weight=criterion.weight,
        is_mandatory=criterion.is_mandatory,
        method=criterion.method,
        results=results,
    )


@dataclass(frozen=True)
class MatrixRow:
    """One criterion in the matrix. A cell is None if the round has no verdict on the criterion."""

    criterion: CriterionData
    cells: list[ResultData | None]
    trend: SafeString | str


def template_context(document_data: EvaluationData) -> dict[str, Any]:
    current_round, groups = document_data.rounds[-1], group_rounds(document_data.rounds)
    current_results = [
        result
        for each in document_data.criteria
        for result in each.results
        if result.round == current_round.number
    ]
    return {
        "current_round": current_round,
        "matrices": [
            (
                group,
                [_matrix_row(each, group, document_data.rounds) for each in document_data.criteria],
                group is groups[-1],
            )
            for group in groups
        ],
        "met": sum(1 for each in current_results if each.verdict == Verdict.MET),
        "judged": sum(1 for each in current_results if each.verdict in (Verdict.MET, Verdict.NOT_MET)),
        "met_weight": _sum_of_weights(document_data, current_round, (Verdict.MET,)),
        "judged_weight": _sum_of_weights(document_data, current_round, (Verdict.MET, Verdict.NOT_MET)),
        "failed_mandatory": [
            each.code
            for each in document_data.criteria
            if each.is_mandatory
            and any(r.round == current_round.number and r.verdict == Verdict.NOT_MET for r in each.results)
        ],
        "notes": [
            (each, result) for each in document_data.criteria for result in each.results if result.note
        ],
        "trend": _trend_chart(document_data),
    }


def _sum_of_weights(
    document_data: EvaluationData, current_round: RoundData, verdicts: tuple[Verdict, ...]
) -> Decimal:
    return sum(
        (
            each.weight
            for each in document_data.criteria
            if any(r.round == current_round.number and r.verdict in verdicts for r in each.results)
        ),
        Decimal(0),
    )


def _matrix_row(criterion: CriterionData, group: Sequence[RoundData], rounds: list[RoundData]) -> MatrixRow:
    results = {result.round: result for result in criterion.results if result.verdict}
    values = [results[each.number].value if each.number in results else None for each in rounds]
    trend: SafeString | str = ""
    if sum(value is not None for value in values) > 1:
        title = f"Kecenderungan {criterion.code}"
        trend = Sparkline(title, values, criterion.limit, key=f"tren-{criterion.code}").svg(100)
    return MatrixRow(criterion, [results.get(each.number) for each in group], trend)


def _trend_chart(document_data: EvaluationData) -> SafeString | str:
    # A single round shows no trend.
    if sum(each.score is not None for each in document_data.rounds) < 2:
        return ""
    return LineChart(
        title="Nilai berbobot per putaran",
        labels=[f"Putaran {each.number}" for each in document_data.rounds],
        values=[each.score for each in document_data.rounds],
        target=document_data.passing_score,
        key="nilai-chart",
    ).svg(CHART_WIDTH)
