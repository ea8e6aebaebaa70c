"""Exports the tables of a document as an XLSX workbook, from the same data as the PDF."""

from reports.workbooks.registry import SHEET_BUILDERS, build_workbook
from reports.workbooks.sheet import CellFormat, Column, Sheet

__all__ = ["SHEET_BUILDERS", "CellFormat", "Column", "Sheet", "build_workbook"]
