"""Evaluation page (SOP row 6): the form for the open round, or a list of the evaluations of all rounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import STAFF, SignedInRequest, roles
from maintenance.cycles.views import visible_cycle
from maintenance.evaluation import services as evaluation_services
from maintenance.evaluation.forms import ConclusionForm, ResultForm
from maintenance.models import CriterionResult, Cycle, Evaluation
from maintenance.sop import State


@dataclass(frozen=True)
class CriterionRow:
    """Row of the evaluation page: the saved result of one criterion and the form to judge the criterion."""

    result: CriterionResult
    form: ResultForm


@roles(*STAFF)
@require_http_methods(["GET", "POST"])
def evaluation(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the evaluation form of the open round, or the list of all evaluations.

    The form is shown to users who may evaluate while the cycle is in SOP row 6.
    """
    cycle = visible_cycle(request, pk)
    may_judge = cycle.state == State.EVALUATION and request.user.is_operational
    if request.method == "GET" and not may_judge:
        return _evaluation_list(request, cycle)
    current = evaluation_services.start_evaluation(cycle.pk, by=request.user)  # raises Refused
    lines = _lines(current, request.POST or None)
    conclusion = ConclusionForm(request.POST or None, initial={"conclusion": current.conclusion})
    forms_: list[forms.Form] = [*(line.form for line in lines), conclusion]
    is_valid = request.method == "POST" and all([form.is_valid() for form in forms_])
    if is_valid and _save(request, cycle, lines, conclusion):
        return redirect("maintenance:evaluation", cycle.pk)
    status = 422 if any(form.errors for form in forms_ if form.is_bound) else 200
    context = {"cycle": cycle, "evaluation": current, "lines": lines, "conclusion": conclusion}
    return render(request, "maintenance/evaluation/evaluation_form.html", context, status=status)


def _lines(current: Evaluation, data: Any) -> list[CriterionRow]:
    results = current.results.select_related("criterion").order_by("criterion__position", "criterion_id")
    return [CriterionRow(result, ResultForm.for_result(result, data)) for result in results]


def _save(
    request: SignedInRequest, cycle: Cycle, lines: list[CriterionRow], conclusion: ConclusionForm
) -> bool:
    for line in lines:
        try:
            if line.form.has_new_judgement:
                evaluation_services.judge(
                    cycle.pk, line.result.criterion_id, by=request.user, **line.form.cleaned_data
                )
        except ValidationError as error:  # the counted value changed after the form was validated
            line.form.add_error(None, error)
    if any(line.form.errors for line in lines):
        return False
    evaluation_services.save_conclusion(
        cycle.pk, by=request.user, conclusion=conclusion.cleaned_data["conclusion"]
    )
    unchanged = [line.result for line in lines if not line.form.has_judgement]
    if judged := [result.criterion.code for result in unchanged if result.judged_at]:
        # A colleague may have judged these criteria after this page was loaded.
        text = _(
            "Penilaian %(codes)s tetap ada. Tulis nilai lain untuk menggantinya; kolom kosong tidak menghapus."
        )
        messages.warning(request, text % {"codes": ", ".join(judged)})
    if missing := len(unchanged) - len(judged):
        messages.info(request, _("Tersimpan. %(n)s kriteria belum dinilai.") % {"n": missing})
    else:
        messages.success(request, _("Tersimpan. Semua kriteria sudah dinilai."))
    return True


def _evaluation_list(request: SignedInRequest, cycle: Cycle) -> HttpResponse:
    evaluations = (
        Evaluation.objects.filter(round__cycle=cycle)
        .select_related("round", "concluded_by")
        .prefetch_related("results__criterion")
        .order_by("round__number")
    )
    criteria = list(cycle.plan.criteria.all())
    verdicts = {
        (result.criterion_id, each.pk): result for each in evaluations for result in each.results.all()
    }
    matrix = [
        (criterion, [verdicts.get((criterion.pk, each.pk)) for each in evaluations]) for criterion in criteria
    ]
    context = {"cycle": cycle, "evaluations": evaluations, "matrix": matrix}
    return render(request, "maintenance/evaluation/evaluation_list.html", context)
