"""Acceptance criteria (SOP row 2): list with total weight, form, and selection from the library."""

from __future__ import annotations

from decimal import Decimal

from django.contrib import messages
from django.db.models import QuerySet, Sum
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import STAFF, SignedInRequest, roles
from assets.models import Category
from core.db.conflicts import retry_on_conflict
from plans.forms.criterion import CriteriaLibraryForm, CriterionForm
from plans.models import AcceptanceCriterion, CriterionTemplate, Plan, balance_weights
from plans.views.access import EDITORS, changes_criteria, visible_plan


def _weight(plan: Plan) -> Decimal:
    return plan.criteria.aggregate(total=Sum("weight"))["total"] or Decimal(0)


@roles(*STAFF)
@require_GET
def criteria(request: SignedInRequest, pk: int) -> HttpResponseBase:
    plan = visible_plan(request, pk)
    listed = list(plan.criteria.all())
    weight = sum((criterion.weight for criterion in listed), Decimal(0))
    context = {
        "plan": plan,
        "criteria": listed,
        "weight": weight,
        "missing": 100 - weight,
        "excess": weight - 100,
        "may_change": plan.why_criteria_are_locked is None and request.user.is_operational,
    }
    return render(request, "plans/criteria.html", context)


@roles(*EDITORS)
@require_http_methods(["GET", "POST"])
@retry_on_conflict
@changes_criteria
def criterion_create(request: SignedInRequest, plan: Plan) -> HttpResponseBase:
    criterion = AcceptanceCriterion.next_for(plan)
    criterion.weight = max(100 - _weight(plan), Decimal(0)) or None  # type: ignore[assignment]
    return _edit(request, plan, criterion)


@roles(*EDITORS)
@require_http_methods(["GET", "POST"])
@retry_on_conflict
@changes_criteria
def criterion_edit(request: SignedInRequest, plan: Plan, criterion_pk: int) -> HttpResponseBase:
    return _edit(request, plan, get_object_or_404(plan.criteria, pk=criterion_pk))


def _edit(request: SignedInRequest, plan: Plan, criterion: AcceptanceCriterion) -> HttpResponseBase:
    code, is_new = criterion.code, criterion.pk is None
    form = CriterionForm(request.POST or None, instance=criterion)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, gettext("Kriteria %(code)s tersimpan.") % {"code": criterion.code})
        return redirect("plans:criteria", plan.pk)
    context = {"plan": plan, "form": form, "code": "" if is_new else code, "weight": _weight(plan)}
    return render(request, "plans/criterion_form.html", context, status=422 if form.errors else 200)


@roles(*EDITORS)
@require_http_methods(["GET", "POST"])
@changes_criteria
def criterion_delete(request: SignedInRequest, plan: Plan, criterion_pk: int) -> HttpResponseBase:
    criterion = get_object_or_404(plan.criteria, pk=criterion_pk)
    if request.method == "POST":
        criterion.delete()
        messages.success(request, gettext("Kriteria %(code)s dihapus.") % {"code": criterion.code})
        return redirect("plans:criteria", plan.pk)
    return render(request, "plans/criterion_delete.html", {"plan": plan, "criterion": criterion})


@roles(*EDITORS)
@require_POST
@changes_criteria
def criteria_balance(request: SignedInRequest, plan: Plan) -> HttpResponseBase:
    balance_weights(list(plan.criteria.all()))
    messages.success(request, gettext("Bobot disesuaikan sebanding sehingga jumlahnya tepat 100 %."))
    return redirect("plans:criteria", plan.pk)


@roles(*EDITORS)
@require_http_methods(["GET", "POST"])
@changes_criteria
def criteria_library(request: SignedInRequest, plan: Plan) -> HttpResponseBase:
    templates = _offered(request, plan)
    form = CriteriaLibraryForm(request.POST or None, templates=list(templates))
    if request.method == "POST" and form.is_valid():
        n = form.add_to(plan)
        text = ngettext("%(n)d kriteria diambil dari pustaka.", "%(n)d kriteria diambil dari pustaka.", n)
        messages.success(request, text % {"n": n})
        return redirect("plans:criteria", plan.pk)
    context = {
        "plan": plan,
        "form": form,
        "weight": _weight(plan),
        "everything": "all" in request.GET,
        "is_filled": CriterionTemplate.objects.exists(),
    }
    return render(request, "plans/criteria_library.html", context, status=422 if form.errors else 200)


def _offered(request: SignedInRequest, plan: Plan) -> QuerySet[CriterionTemplate]:
    """Return library criteria that the plan does not have yet.

    The criteria belong to the categories of the assets in scope, or to all categories if the URL has `all`.
    """
    templates = CriterionTemplate.objects.select_related("category").order_by("category__name", "pk")
    templates = templates.exclude(text__in=plan.criteria.values("text"))
    if "all" in request.GET:
        return templates
    return templates.filter(category__in=Category.objects.filter(assets__plans=plan))
