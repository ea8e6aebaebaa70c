"""Models of the maintenance cycle."""

from maintenance.models.activity import Activity, ChecklistAnswer
from maintenance.models.cycle import Cycle
from maintenance.models.evaluation import CriterionResult, Evaluation, Verdict
from maintenance.models.evidence import Evidence
from maintenance.models.finding import Finding, FindingNote, Severity
from maintenance.models.journal import JournalEntry
from maintenance.models.review import Review, ReviewAnswer, ReviewRemark, ReviewVerdict
from maintenance.models.round import Round
from maintenance.models.work_order import WorkOrder
from maintenance.sop import Executor
from maintenance.work_order_state import WorkOrderState

__all__ = [
    "Activity",
    "ChecklistAnswer",
    "CriterionResult",
    "Cycle",
    "Evaluation",
    "Evidence",
    "Executor",
    "Finding",
    "FindingNote",
    "JournalEntry",
    "Review",
    "ReviewAnswer",
    "ReviewRemark",
    "ReviewVerdict",
    "Round",
    "Severity",
    "Verdict",
    "WorkOrder",
    "WorkOrderState",
]
