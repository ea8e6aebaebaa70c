"""The annual report: every cycle of a budget year together, vendor beside internal work, and the year before."""

from reports.documents.annual.facts import AnnualPaper
from reports.documents.annual.page import context
from reports.documents.annual.reading import head, take

__all__ = ["AnnualPaper", "context", "head", "take"]
