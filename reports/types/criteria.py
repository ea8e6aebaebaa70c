"""Acceptance criteria ("Kriteria penerimaan"), the output of SOP row 2."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from maintenance.sop import State
from plans.models import AcceptanceCriterion, Plan
from reports.data import collect_plan
from reports.data.cycle_data import PlanData
from reports.types.base import Heading, build_heading

if TYPE_CHECKING:
    from accounts.models import User

VERSION = 1


@dataclass(frozen=True)
class AcceptanceCriterionData:
    """An acceptance criterion. `source` names the origin of its measured value."""

    code: str
    text: str
    target: str
    weight: Decimal
    is_mandatory: bool
    source: str
    method: str
    evidence: str


@dataclass(frozen=True)
class CriteriaDocumentData:
    version: int
    heading: Heading
    plan: PlanData
    criteria: list[AcceptanceCriterionData]


def collect_heading(pk: int, user: User) -> Heading:
    """Return the heading for cycle `pk`, final when the plan is frozen at the end of SOP row 2."""
    return _heading(_get_plan(pk, user))


def _get_plan(pk: int, user: User) -> Plan:
    plan: Plan = Plan.objects.visible_to(user).select_related("contract__vendor", "cycle").get(cycle=pk)
    return plan


def _heading(plan: Plan) -> Heading:
    return build_heading(
        code=f"KP/{plan.cycle.code}",
        title="Kriteria Penerimaan atas Kegiatan Pemeliharaan Infrastruktur",
        subject=plan.title,
        row=State.CRITERIA,
        cycle=plan.cycle.code,
        dated=plan.frozen_at,
    )


def collect(pk: int, user: User) -> CriteriaDocumentData:
    plan = _get_plan(pk, user)
    return CriteriaDocumentData(
        version=VERSION,
        heading=_heading(plan),
        plan=collect_plan(plan),
        criteria=[_criterion_data(each) for each in plan.criteria.all()],
    )


def _criterion_data(criterion: AcceptanceCriterion) -> AcceptanceCriterionData:
    return AcceptanceCriterionData(
        code=criterion.code,
        text=criterion.text,
        target=criterion.requirement,
        weight=criterion.weight,
        is_mandatory=criterion.is_mandatory,
        source=str(criterion.get_measure_display()),
        method=criterion.method,
        evidence=criterion.evidence,
    )


def template_context(document_data: CriteriaDocumentData) -> dict[str, Any]:
    return {
        "total": sum((each.weight for each in document_data.criteria), Decimal(0)),
        "mandatory": [each.code for each in document_data.criteria if each.is_mandatory],
        # The worked example uses the criterion with the largest weight, because its effect is the clearest.
        "heaviest": max(document_data.criteria, key=lambda each: each.weight, default=None),
    }
