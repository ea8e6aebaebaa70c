"""Evaluation of a round (SOP row 6): propose computed values, save judgements, save the conclusion."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.core.exceptions import ValidationError
from django.utils import timezone

from maintenance import gate
from maintenance.measures import calculate_measure, work_orders_of_round
from maintenance.models import CriterionResult, Cycle, Evaluation
from maintenance.models.evaluation import Verdict
from maintenance.permissions import require_operational_staff
from maintenance.reasons import MayNot
from maintenance.sop import State
from plans.models import CriterionKind, Measure

if TYPE_CHECKING:
    from accounts.models import User


FIGURES: Final = ("value", "numerator", "denominator")


def start_evaluation(cycle_id: int, *, by: User) -> Evaluation:
    """Return the evaluation of the open round, with one result for each criterion.

    Each call recomputes the values of computed criteria that are not judged yet, because the data can change during
    the evaluation. For example, findings are resolved.
    """
    with _locked_for_evaluation(cycle_id, by) as cycle:
        evaluation = _evaluation_of(cycle)
        waiting = evaluation.results.filter(judged_at__isnull=True).exclude(criterion__measure=Measure.MANUAL)
        for result in waiting.select_related("criterion"):
            if _propose(result):
                result.save(update_fields=FIGURES)
    return evaluation


def judge(
    cycle_id: int,
    criterion_id: int,
    *,
    by: User,
    value: Decimal | None = None,
    yes: bool | None = None,
    note: str = "",
    not_applicable: bool = False,
) -> CriterionResult:
    """Save the value that the user measured or confirmed for a criterion. The target decides the verdict.

    `not_applicable` means that the criterion could not be measured. A note is required if `not_applicable` is true,
    or if `value` differs from the computed value. Without the required note, raises `ValidationError` for the field
    `note`.
    """
    with _locked_for_evaluation(cycle_id, by) as cycle:
        result = _evaluation_of(cycle).results.select_related("criterion").get(criterion_id=criterion_id)
        _propose(result)
        if (why := result.why_note_is_required(value, not_applicable=not_applicable)) and not note.strip():
            raise ValidationError({"note": why})
        met = None if not_applicable else result.criterion.is_met_by(value=value, yes=yes)
        result.value, result.yes, result.note = value, yes, note
        result.verdict = {True: Verdict.MET, False: Verdict.NOT_MET, None: Verdict.NOT_APPLICABLE}[met]
        result.judged_by, result.judged_at = by, timezone.now()
        result.save(update_fields=[*FIGURES, "yes", "note", "verdict", "judged_by", "judged_at"])
    return result


def save_conclusion(cycle_id: int, *, by: User, conclusion: str) -> Evaluation:
    with _locked_for_evaluation(cycle_id, by) as cycle:
        evaluation = _evaluation_of(cycle)
        evaluation.conclusion = conclusion
        evaluation.save(update_fields=["conclusion"])
    return evaluation


@contextmanager
def _locked_for_evaluation(cycle_id: int, by: User) -> Iterator[Cycle]:
    """Lock and yield a cycle that is in SOP row 6.

    Raises `NotYet` if the cycle is in another row. Raises `MayNot` if the user may not evaluate.
    """
    with gate.locked_cycle(cycle_id, State.EVALUATION) as cycle:
        if reasons := require_operational_staff(cycle, by):
            raise MayNot(reasons)
        yield cycle


def _evaluation_of(cycle: Cycle) -> Evaluation:
    """Return the evaluation of the open round. Creates the evaluation and its results if they do not exist."""
    round_ = cycle.current_round
    assert round_ is not None
    evaluation, _created = Evaluation.objects.get_or_create(round=round_)
    known = set(evaluation.results.values_list("criterion_id", flat=True))
    CriterionResult.objects.bulk_create(
        CriterionResult(evaluation=evaluation, criterion=criterion)
        for criterion in cycle.plan.criteria.all()
        if criterion.pk not in known
    )
    return evaluation


def _propose(result: CriterionResult) -> bool:
    """Compute the value of a computed criterion and set it on `result`. Return whether the value has changed."""
    figure = calculate_measure(result.criterion.measure, work_orders_of_round(result.evaluation.round_id))
    if figure is None or result.criterion.kind == CriterionKind.YES_NO:
        return False
    before = result.value, result.numerator, result.denominator
    result.value, result.numerator, result.denominator = figure.value, figure.numerator, figure.denominator
    return before != (figure.value, figure.numerator, figure.denominator)
