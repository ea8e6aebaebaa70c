"""Collects the statistics of rounds, the results of criteria, and the performance of vendors and teams."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from django.db.models import Count

from core.i18n.formats import format_number
from core.rounding import round_half_up
from indicators.counts import Statistics
from maintenance.models import CriterionResult, Cycle, Review, Round
from maintenance.models.evaluation import Evaluation, Verdict
from maintenance.models.review import ReviewVerdict
from plans.models import CriterionKind
from reports.data import cycle_data as data
from reports.data.work_orders import WorkOrderReader

YES, NO, NO_VALUE = "Ya", "Tidak", "–"


def collect_rounds(
    cycle: Cycle, statistics: Mapping[int, Statistics], reader: WorkOrderReader
) -> list[data.RoundData]:
    evidence: defaultdict[int, int] = defaultdict(int)
    for work_order_id, count in reader.evidence_counts().items():
        evidence[reader.by_id[work_order_id].round_id] += count
    rows = cycle.rounds.select_related("contract__vendor", "evaluation__concluded_by").order_by("number")
    return [_round_data(row, statistics.get(row.pk, Statistics()), evidence[row.pk]) for row in rows]


def _round_data(row: Round, statistics: Statistics, evidence: int) -> data.RoundData:
    evaluation: Evaluation | None = getattr(row, "evaluation", None)
    return data.RoundData(
        number=row.number,
        executor=str(row.get_executor_display()),
        executor_name=row.executor_name,
        contract=row.contract.number if row.contract else "",
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        orders=statistics.work_orders,
        accepted=statistics.accepted,
        not_done=statistics.not_done,
        owed=statistics.due,
        on_time=statistics.on_time,
        late=statistics.late,
        required_evidence=statistics.required_evidence,
        present_evidence=statistics.present_evidence,
        activities=statistics.activities,
        evidence=evidence,
        findings=statistics.findings,
        open_findings=statistics.open_findings,
        cost=statistics.cost,
        downtime_minutes=statistics.downtime_minutes,
        score=evaluation.score if evaluation else None,
        meets=evaluation.meets if evaluation else None,
        conclusion=evaluation.conclusion if evaluation else "",
        concluded_by=str(evaluation.concluded_by or "") if evaluation else "",
        concluded_at=evaluation.concluded_at if evaluation else None,
    )


def collect_criteria(cycle: Cycle) -> list[data.CriterionData]:
    rows = CriterionResult.objects.filter(evaluation__round__cycle=cycle)
    results: defaultdict[int, list[data.ResultData]] = defaultdict(list)
    for row in rows.select_related("criterion", "evaluation__round").order_by("evaluation__round__number"):
        results[row.criterion_id].append(
            data.ResultData(
                round=row.evaluation.round.number,
                measured=measured_text(row),
                verdict=row.verdict,
                verdict_label=str(Verdict(row.verdict).label) if row.verdict else "",
                note=row.note,
                changed=row.counted_words if row.is_changed else "",
            )
        )
    return [
        data.CriterionData(
            code=criterion.code,
            text=criterion.text,
            target=criterion.requirement,
            weight=criterion.weight,
            is_mandatory=criterion.is_mandatory,
            method=criterion.method,
            results=results[criterion.pk],
        )
        for criterion in cycle.plan.criteria.all()
    ]


def collect_performers(cycle: Cycle, rounds: list[data.RoundData]) -> list[data.PerformerData]:
    returned = dict(
        Review.objects.filter(work_order__round__cycle=cycle, verdict=ReviewVerdict.RETURNED)
        .order_by()
        .values_list("work_order__round__number")
        .annotate(n=Count("pk"))
    )
    groups: defaultdict[tuple[str, str], list[data.RoundData]] = defaultdict(list)
    for each in rounds:
        groups[each.executor_name, each.executor].append(each)
    return [_performer_data(*key, group, returned) for key, group in groups.items()]


def _performer_data(
    name: str, executor: str, group: list[data.RoundData], returned: Mapping[int, int]
) -> data.PerformerData:
    scores = [each.score for each in group if each.score is not None]
    average = round_half_up(sum(scores, Decimal(0)) / len(scores), 2) if scores else None
    return data.PerformerData(
        name=name,
        executor=executor,
        rounds=len(group),
        orders=sum(each.orders for each in group),
        accepted=sum(each.accepted for each in group),
        owed=sum(each.owed for each in group),
        on_time=sum(each.on_time for each in group),
        returned=sum(returned.get(each.number, 0) for each in group),
        findings=sum(each.findings for each in group),
        downtime_minutes=sum(each.downtime_minutes for each in group),
        cost=sum((each.cost for each in group), Decimal(0)),
        average_score=average,
    )


def measured_text(result: CriterionResult) -> str:
    """Return the measured value with its unit, as text for the document."""
    if result.criterion.kind == CriterionKind.YES_NO:
        return {True: YES, False: NO, None: NO_VALUE}[result.yes]
    return NO_VALUE if result.value is None else result.criterion.with_unit(format_number(result.value))
