"""Models of SOP rows 1 and 2: plan, planned work, acceptance criteria."""

from plans.models.criterion import AcceptanceCriterion, CriterionTemplate, balance_weights
from plans.models.criterion_measure import CriterionKind, Measure, Operator
from plans.models.holiday import HolidayOverride
from plans.models.plan import Plan, PlanBasis, PlanStage
from plans.models.plan_part import FrozenPlanError, SubmittedPlanError
from plans.models.planned_work import (
    ChecklistItem,
    EvidencePurpose,
    ItemKind,
    PlannedWork,
    RequiredEvidence,
)

__all__ = [
    "AcceptanceCriterion",
    "ChecklistItem",
    "CriterionKind",
    "CriterionTemplate",
    "EvidencePurpose",
    "FrozenPlanError",
    "HolidayOverride",
    "ItemKind",
    "Measure",
    "Operator",
    "Plan",
    "PlanBasis",
    "PlanStage",
    "PlannedWork",
    "RequiredEvidence",
    "SubmittedPlanError",
    "balance_weights",
]
