"""Rows 1 and 2: the plan, its planned work, its acceptance criteria."""

from plans.models.criterion import AcceptanceCriterion, CriterionKind, CriterionTemplate, Measure, Operator
from plans.models.frozen import FrozenPlanError, SubmittedPlanError
from plans.models.holiday import HolidayOverride
from plans.models.plan import Basis, Plan
from plans.models.work import ChecklistItem, EvidencePurpose, ItemKind, PlannedWork, RequiredEvidence

__all__ = [
    "AcceptanceCriterion",
    "Basis",
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
    "PlannedWork",
    "RequiredEvidence",
    "SubmittedPlanError",
]
