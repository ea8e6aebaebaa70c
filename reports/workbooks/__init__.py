"""The tables of a document as a spreadsheet, for whoever goes on calculating: from the same snapshot as the PDF."""

from reports.workbooks.registry import TABLES, workbook_of
from reports.workbooks.sheet import Column, Form, Sheet

__all__ = ["TABLES", "Column", "Form", "Sheet", "workbook_of"]
