"""Evaluation of demo rounds: judge the criteria, write the conclusion, resolve findings."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from accounts.models import User
from demo import clock
from maintenance import gate
from maintenance.evaluation import services as evaluation_services
from maintenance.findings import services as finding_services
from maintenance.models import Cycle, Finding
from maintenance.sop import Move
from plans.models import AcceptanceCriterion, CriterionKind, Measure, Operator


def evaluate(
    cycle: Cycle, *, by: User, on: date, conclusion: str, failing: int = 0, max_criteria: int | None = None
) -> None:
    """Judge the first `max_criteria` criteria, and write the conclusion.

    With None, judges all criteria and, if a conclusion is given, moves the cycle to row 7. `failing` is the number of
    optional criteria that are not met.
    """
    with clock.at(clock.moment(on, 10)):
        evaluation = evaluation_services.start_evaluation(cycle.pk, by=by)
        proposed = {result.criterion_id: result for result in evaluation.results.all()}
        for criterion in list(cycle.plan.criteria.all())[:max_criteria]:
            result = proposed[criterion.pk]
            if criterion.measure != Measure.MANUAL:
                is_empty = result.value is None
                note = "Tidak ada yang dapat dihitung pada putaran ini." if is_empty else ""
                evaluation_services.judge(
                    cycle.pk, criterion.pk, by=by, value=result.value, note=note, not_applicable=is_empty
                )
                continue
            meets = criterion.is_mandatory or failing <= 0
            failing -= not meets
            _measure(cycle, criterion, by, meets)
        if conclusion:
            evaluation_services.save_conclusion(cycle.pk, by=by, conclusion=conclusion)
    if max_criteria is None and conclusion:
        with clock.at(clock.moment(on, 14)):
            gate.perform(cycle.pk, Move.CONCLUDE_EVALUATION, by=by)


def close_findings(cycle: Cycle, *, worker: User, by: User, until: date, leave_open: int = 0) -> None:
    """Follow up and resolve the findings of the open round within days, except the last `leave_open`."""
    of_cycle = Finding.objects.open().filter(work_order__round__cycle=cycle)
    findings = of_cycle.filter(work_order__round__ended_at__isnull=True).order_by("opened_at", "pk")
    for index, finding in enumerate(list(findings)[: -leave_open or None]):
        day = min(timezone.localdate(finding.opened_at) + timedelta(days=2 + index * 3 % 7), until)
        with clock.at(clock.moment(day, 17)):
            finding_services.add_follow_up(
                finding.pk, by=worker, text="Suku cadang diganti dan alat diuji kembali."
            )
        with clock.at(clock.moment(day, 18)):
            finding_services.resolve_finding(
                finding.pk, by=by, note="Diperiksa bersama di tempat; keadaan kembali normal."
            )


def _measure(cycle: Cycle, criterion: AcceptanceCriterion, by: User, meets: bool) -> None:
    note = "" if meets else "Belum mencapai target; perbaikan dijadwalkan pada putaran berikutnya."
    if criterion.kind == CriterionKind.YES_NO:
        evaluation_services.judge(cycle.pk, criterion.pk, by=by, yes=meets, note=note)
        return
    value = _value(criterion, meets, random.Random(f"{cycle.code} {criterion.code}"))
    evaluation_services.judge(cycle.pk, criterion.pk, by=by, value=value, note=note)


def _value(criterion: AcceptanceCriterion, meets: bool, rng: random.Random) -> Decimal:
    """Return a measured value that meets the target of the criterion, or a value that misses the target."""
    assert criterion.target is not None
    target = criterion.target
    if criterion.operator == Operator.BETWEEN and criterion.target_max is not None:
        span = criterion.target_max - target
        value = target + span * Decimal(str(round(rng.uniform(0.25, 0.75), 2)))
        return _rounded(value if meets else criterion.target_max + span / 4)
    better = Decimal(str(round(rng.uniform(0.02, 0.15), 3)))
    if criterion.operator == Operator.AT_LEAST:
        value = target * (1 + better) if meets else target * Decimal("0.93")
        return _rounded(min(value, Decimal(100)) if criterion.kind == CriterionKind.PERCENTAGE else value)
    if criterion.operator == Operator.AT_MOST:
        return _rounded(target * (1 - better) if meets else target * Decimal("1.2") + 1)
    return target if meets else target + 1


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1")) if value > 10 else value.quantize(Decimal("0.01"))
