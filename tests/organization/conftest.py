"""Shared fixtures of the report tests."""

from tests.reports.fixtures import july, quick_pdf, report, story

__all__ = ["july", "quick_pdf", "report", "story"]
