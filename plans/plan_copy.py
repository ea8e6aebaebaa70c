"""Copying a plan into its next period: what recurs is taken over, with its dates moved along."""

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
    """How much was taken over, and which assets were left behind because they are maintained no longer."""

    works: int
    criteria: int
    assets: int
    skipped_assets: int


def next_period(plan: Plan) -> dict[str, Any]:
    """The fields that a plan for the period after this one would begin with, for a form or `Plan(**...)`.

    A budget year is followed by the next one. A contract is not taken over: it has ended by then.
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
    """Fills the new, still empty `target` with scope, architecture, works and criteria of `source`.

    First dates move by the months between the two periods. Assets that are retired stay behind.
    """
    kept = target.include_assets(Asset.objects.filter(plans=source).maintainable())
    target.architecture.set(source.architecture.all())
    type(target).objects.filter(pk=target.pk).update(uses_map=source.uses_map, copied_from=source)
    target.refresh_from_db(fields=["uses_map", "copied_from"])
    shift = relativedelta(months=_months(source.starts_on, target.starts_on))
    works = list(source.works.prefetch_related("checklist", "required_evidence"))
    for work in works:
        _copy_work(work, target, shift)
    criteria = list(source.criteria.all())
    AcceptanceCriterion.objects.bulk_create(_clone(each, plan=target) for each in criteria)
    return CopyResult(len(works), len(criteria), kept, source.assets.count() - kept)


def _copy_work(work: PlannedWork, target: Plan, shift: relativedelta) -> None:
    fresh: PlannedWork = _clone(work, plan=target, anchor=work.anchor + shift)
    fresh.save(force_insert=True)
    fresh.include_assets(Asset.objects.filter(planned_works=work))
    ChecklistItem.objects.bulk_create(_clone(item, work=fresh) for item in work.checklist.all())
    RequiredEvidence.objects.bulk_create(_clone(each, work=fresh) for each in work.required_evidence.all())


def _clone(row: Any, **changes: Any) -> Any:
    """The same row once more, not saved yet, with some fields changed."""
    names = [field.attname for field in row._meta.concrete_fields if not field.primary_key]
    fresh = type(row)(**{name: getattr(row, name) for name in names})
    for name, value in changes.items():
        setattr(fresh, name, value)
    return fresh


def _months(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month


def _increment_year(title: str) -> str:
    """ "Pusat data 2026" becomes "Pusat data 2027"; a title without a year stays."""
    return re.sub(r"\b20\d\d\b", lambda found: str(int(found.group()) + 1), title)
