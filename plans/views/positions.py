"""Buttons that move a work or a criterion one position up or down; they need no JavaScript."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from accounts.access import SignedInRequest, roles
from plans.models import AcceptanceCriterion, Plan, PlannedWork
from plans.views.access import EDITORS, changes_criteria, changes_plan

UP: Final = {"up": True}
DOWN: Final = {"up": False}


@roles(*EDITORS)
@require_POST
@changes_plan
def work(request: SignedInRequest, plan: Plan, work_pk: int, up: bool) -> HttpResponseBase:
    row = get_object_or_404(plan.works, pk=work_pk)
    _move(request, row, up)
    return redirect(f"{reverse('plans:works', args=[plan.pk])}#work-{row.pk}")


@roles(*EDITORS)
@require_POST
@changes_criteria
def criterion(request: SignedInRequest, plan: Plan, criterion_pk: int, up: bool) -> HttpResponseBase:
    row = get_object_or_404(plan.criteria, pk=criterion_pk)
    _move(request, row, up)
    return redirect(f"{reverse('plans:criteria', args=[plan.pk])}#criterion-{row.pk}")


def _move(request: SignedInRequest, row: PlannedWork | AcceptanceCriterion, up: bool) -> None:
    if row.move_up() if up else row.move_down():
        text = gettext("“%(row)s” kini di urutan ke-%(place)s.")
        messages.success(request, text % {"row": row, "place": row.rank})
