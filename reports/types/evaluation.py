"""Row 6's output, "Evaluasi ketercapaian kriteria": criteria against rounds, with what was measured and decided."""

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
from reports.types.base import CHART_WIDTH, Heading, columns, heading

if TYPE_CHECKING:
    from accounts.models import User

VERSION = 1


@dataclass(frozen=True)
class ResultFacts:
    """`counted` is what a computed value was made of, "7 dari 9"; `changed` what the system came to, where a person
    wrote another value."""

    round: int
    measured: str
    value: Decimal | None
    counted: str
    verdict: str
    verdict_label: str
    note: str
    changed: str = ""


@dataclass(frozen=True)
class CriterionFacts:
    """`limit` is the target as a number, for the drawing; None where there is none, or two."""

    code: str
    text: str
    target: str
    limit: Decimal | None
    weight: Decimal
    is_mandatory: bool
    method: str
    results: list[ResultFacts]


@dataclass(frozen=True)
class RoundFacts:
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
class EvaluationPaper:
    """The round `round` and those before it; of a vendor's round those that the same vendor did, and no others."""

    version: int
    heading: Heading
    round: int
    passing_score: Decimal
    rounds: list[RoundFacts]
    criteria: list[CriterionFacts]


def head(pk: int, user: User) -> Heading:
    """Of the round `pk`. It stands when the evaluation was concluded; a vendor sees it only then."""
    return _heading(_of(pk, user))


def _of(pk: int, user: User) -> Round:
    visible = Round.objects.visible_to(user)
    if not user.is_staff_side:
        visible = visible.filter(evaluation__concluded_at__isnull=False)
    round_: Round = visible.select_related("cycle__plan", "contract", "evaluation").get(pk=pk)
    return round_


def _heading(round_: Round) -> Heading:
    evaluation: Evaluation | None = getattr(round_, "evaluation", None)
    return heading(
        code=f"EK/{round_.cycle.code}/P{round_.number}",
        title="Evaluasi Ketercapaian Kriteria Pemeliharaan",
        subject=f"{round_.cycle.plan.title}, putaran {round_.number}",
        row=State.EVALUATION,
        cycle=round_.cycle.code,
        dated=evaluation.concluded_at if evaluation else None,
    )


def take(pk: int, user: User) -> EvaluationPaper:
    round_ = _of(pk, user)
    rounds = Round.objects.filter(cycle=round_.cycle_id, number__lte=round_.number)
    if round_.contract:
        rounds = rounds.filter(contract__vendor=round_.contract.vendor_id)
    rows = list(
        rounds.select_related("cycle", "contract__vendor", "evaluation__concluded_by").order_by("number")
    )
    return EvaluationPaper(
        version=VERSION,
        heading=_heading(round_),
        round=round_.number,
        passing_score=round_.cycle.plan.passing_score,
        rounds=[_round(row) for row in rows],
        criteria=_criteria(round_, rows),
    )


def _round(row: Round) -> RoundFacts:
    evaluation: Evaluation | None = getattr(row, "evaluation", None)
    return RoundFacts(
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


def _criteria(round_: Round, rounds: list[Round]) -> list[CriterionFacts]:
    rows = CriterionResult.objects.filter(evaluation__round__in=rounds)
    results: defaultdict[int, list[ResultFacts]] = defaultdict(list)
    for row in rows.select_related("criterion", "evaluation__round").order_by("evaluation__round__number"):
        results[row.criterion_id].append(_result(row))
    criteria = round_.cycle.plan.criteria.all()
    return [_criterion(criterion, results[criterion.pk]) for criterion in criteria]


def _result(row: CriterionResult) -> ResultFacts:
    divided = row.numerator is not None and row.denominator is not None
    return ResultFacts(
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


def _criterion(criterion: AcceptanceCriterion, results: list[ResultFacts]) -> CriterionFacts:
    single = criterion.kind != CriterionKind.YES_NO and not criterion.is_range
    return CriterionFacts(
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
class Line:
    """One criterion under its rounds; a cell is None where the round has no verdict on it."""

    criterion: CriterionFacts
    cells: list[ResultFacts | None]
    trend: SafeString | str


def context(paper: EvaluationPaper) -> dict[str, Any]:
    this, groups = paper.rounds[-1], columns(paper.rounds)
    now = [result for each in paper.criteria for result in each.results if result.round == this.number]
    return {
        "this": this,
        "matrices": [
            (group, [_line(each, group, paper.rounds) for each in paper.criteria], group is groups[-1])
            for group in groups
        ],
        "met": sum(1 for each in now if each.verdict == Verdict.MET),
        "judged": sum(1 for each in now if each.verdict in (Verdict.MET, Verdict.NOT_MET)),
        "met_weight": _weight(paper, this, (Verdict.MET,)),
        "judged_weight": _weight(paper, this, (Verdict.MET, Verdict.NOT_MET)),
        "failed_mandatory": [
            each.code
            for each in paper.criteria
            if each.is_mandatory
            and any(r.round == this.number and r.verdict == Verdict.NOT_MET for r in each.results)
        ],
        "notes": [(each, result) for each in paper.criteria for result in each.results if result.note],
        "trend": _trend(paper),
    }


def _weight(paper: EvaluationPaper, this: RoundFacts, verdicts: tuple[Verdict, ...]) -> Decimal:
    return sum(
        (
            each.weight
            for each in paper.criteria
            if any(r.round == this.number and r.verdict in verdicts for r in each.results)
        ),
        Decimal(0),
    )


def _line(criterion: CriterionFacts, group: Sequence[RoundFacts], rounds: list[RoundFacts]) -> Line:
    found = {result.round: result for result in criterion.results if result.verdict}
    values = [found[each.number].value if each.number in found else None for each in rounds]
    trend: SafeString | str = ""
    if sum(value is not None for value in values) > 1:
        title = f"Kecenderungan {criterion.code}"
        trend = Sparkline(title, values, criterion.limit, key=f"tren-{criterion.code}").svg(100)
    return Line(criterion, [found.get(each.number) for each in group], trend)


def _trend(paper: EvaluationPaper) -> SafeString | str:
    """Two rounds make a trend; one is a number."""
    if sum(each.score is not None for each in paper.rounds) < 2:
        return ""
    return LineChart(
        title="Nilai berbobot per putaran",
        labels=[f"Putaran {each.number}" for each in paper.rounds],
        values=[each.score for each in paper.rounds],
        target=paper.passing_score,
        key="nilai-chart",
    ).svg(CHART_WIDTH)
