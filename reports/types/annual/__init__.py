"""The annual report: every cycle of a budget year together, vendor beside internal work, and the year before."""

from reports.types.annual.collector import head, take
from reports.types.annual.data import AnnualPaper
from reports.types.annual.template_context import context

__all__ = ["AnnualPaper", "context", "head", "take"]
