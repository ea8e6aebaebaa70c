"""Copy a plan into the next period with shifted dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import transaction

from assets.models import Asset
from plans.models import AcceptanceCriterion, ChecklistItem, Plan, PlanBasis, PlannedWork, RequiredEvidence


@dataclass(frozen=True)
class CopyResult:
    """Numbers of copied records, and of assets that were skipped because they are not maintainable."""

    works: int
    criteria: int
    assets: int
    skipped_assets: int


def next_period(plan: Plan) -> dict[str, Any]:
    """Return the initial field values of a plan for the period after `plan`, for a form or `Plan(**...)`.

    The budget year increases by one. The contract is not copied, because the contract has ended when the next period
    starts.
    """
    months = _months(plan.starts_on, plan.ends_on + relativedelta(days=1))
    fields: dict[str, Any] = {
        "title": _increment_year(plan.title),
        "basis": plan.basis,
        "starts_on": plan.ends_on + relativedelta(days=1),
        "ends_on": plan.ends_on + relativedelta(days=1) + relativedelta(months=max(months, 1), days=-1),
        "objective": plan.objective,
        "budget": plan.budget,
        "round_months": plan.round_months,
        "passing_score": plan.passing_score,
    }
    if plan.basis == PlanBasis.BUDGET_YEAR and plan.budget_year:
        year = plan.budget_year + 1
        fields |= {"budget_year": year, "starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31)}
    return fields


@transaction.atomic
def copy_contents(source: Plan, target: Plan) -> CopyResult:
    """Copy scope, architecture, planned work and criteria of `source` into the empty plan `target`.

    The first date of each planned work is shifted by the number of months between the starts of the two plans. Assets
    that are not maintainable, such as retired assets, are skipped.
    """
    copied_assets = target.include_assets(Asset.objects.filter(plans=source).maintainable())
    target.architecture.set(source.architecture.all())
    type(target).objects.filter(pk=target.pk).update(uses_map=source.uses_map, copied_from=source)
    target.refresh_from_db(fields=["uses_map", "copied_from"])
    shift = relativedelta(months=_months(source.starts_on, target.starts_on))
    works = list(source.works.prefetch_related("checklist", "required_evidence"))
    for work in works:
        _copy_work(work, target, shift)
    criteria = list(source.criteria.all())
    AcceptanceCriterion.objects.bulk_create(_clone(each, plan=target) for each in criteria)
    return CopyResult(len(works), len(criteria), copied_assets, source.assets.count() - copied_assets)


def _copy_work(work: PlannedWork, target: Plan, shift: relativedelta) -> None:
    copy: PlannedWork = _clone(work, plan=target, anchor=work.anchor + shift)
    copy.save(force_insert=True)
    copy.include_assets(Asset.objects.filter(planned_works=work))
    ChecklistItem.objects.bulk_create(_clone(item, work=copy) for item in work.checklist.all())
    RequiredEvidence.objects.bulk_create(_clone(each, work=copy) for each in work.required_evidence.all())


def _clone(row: Any, **changes: Any) -> Any:
    """Return an unsaved copy of a record with some fields changed."""
    names = [field.attname for field in row._meta.concrete_fields if not field.primary_key]
    copy = type(row)(**{name: getattr(row, name) for name in names})
    for name, value in changes.items():
        setattr(copy, name, value)
    return copy


def _months(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month


def _increment_year(title: str) -> str:
    """Return the title with its year increased: "Pusat data 2026" becomes "Pusat data 2027"."""
    return re.sub(r"\b20\d\d\b", lambda found: str(int(found.group()) + 1), title)
