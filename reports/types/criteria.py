"""Row 2's output, "Kriteria penerimaan": what work must meet, how that is measured, and how much it weighs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from maintenance.sop import State
from plans.models import AcceptanceCriterion, Plan
from reports.data import plan_facts
from reports.data.cycle_data import PlanFacts
from reports.types.base import Heading, heading

if TYPE_CHECKING:
    from accounts.models import User

VERSION = 1


@dataclass(frozen=True)
class DemandFacts:
    """One criterion as it was set; `source` says where its value comes from."""

    code: str
    text: str
    target: str
    weight: Decimal
    is_mandatory: bool
    source: str
    method: str
    evidence: str


@dataclass(frozen=True)
class CriteriaPaper:
    version: int
    heading: Heading
    plan: PlanFacts
    criteria: list[DemandFacts]


def head(pk: int, user: User) -> Heading:
    """Of the cycle `pk`. It stands when the plan was frozen, at the end of row 2."""
    return _heading(_plan(pk, user))


def _plan(pk: int, user: User) -> Plan:
    plan: Plan = Plan.objects.visible_to(user).select_related("contract__vendor", "cycle").get(cycle=pk)
    return plan


def _heading(plan: Plan) -> Heading:
    return heading(
        code=f"KP/{plan.cycle.code}",
        title="Kriteria Penerimaan atas Kegiatan Pemeliharaan Infrastruktur",
        subject=plan.title,
        row=State.CRITERIA,
        cycle=plan.cycle.code,
        dated=plan.frozen_at,
    )


def take(pk: int, user: User) -> CriteriaPaper:
    plan = _plan(pk, user)
    return CriteriaPaper(
        version=VERSION,
        heading=_heading(plan),
        plan=plan_facts(plan),
        criteria=[_demand(each) for each in plan.criteria.all()],
    )


def _demand(criterion: AcceptanceCriterion) -> DemandFacts:
    return DemandFacts(
        code=criterion.code,
        text=criterion.text,
        target=criterion.requirement,
        weight=criterion.weight,
        is_mandatory=criterion.is_mandatory,
        source=str(criterion.get_measure_display()),
        method=criterion.method,
        evidence=criterion.evidence,
    )


def context(paper: CriteriaPaper) -> dict[str, Any]:
    return {
        "total": sum((each.weight for each in paper.criteria), Decimal(0)),
        "mandatory": [each.code for each in paper.criteria if each.is_mandatory],
        # The worked example names the heaviest criterion, which makes most difference.
        "heaviest": max(paper.criteria, key=lambda each: each.weight, default=None),
    }
