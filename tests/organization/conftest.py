"""Fixtures of the report tests, which these tests use as well."""

from tests.reports.fixtures import july, quick_pdf, report, story

__all__ = ["july", "quick_pdf", "report", "story"]
