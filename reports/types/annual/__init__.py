"""Annual report: all cycles of a budget year, vendors compared with internal teams, and the previous year."""

from reports.types.annual.collector import collect, collect_heading
from reports.types.annual.data import AnnualReportData
from reports.types.annual.template_context import template_context

__all__ = ["AnnualReportData", "collect", "collect_heading", "template_context"]
