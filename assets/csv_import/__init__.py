"""Brings a CSV file into the register: guess what its columns mean, plan every change, then apply all or nothing.

    table = read_csv(data)
    plan = make_plan(table, guess(table.header))
    plan.problems    # where the file is wrong, by line and column; then nothing may be applied
    plan.apply()     # one transaction, a fixed number of statements however many lines

Each line is found again by its asset code, so the same file brought in twice changes nothing. An empty cell
says nothing: it never erases what the register knows.
"""

from assets.csv_import.assets import compute_asset_changes
from assets.csv_import.changes import ChangeSet, RowChange
from assets.csv_import.columns import FIELDS, Columns, guess_columns, missing_columns
from assets.csv_import.dependencies import compute_dependency_changes
from core.tables_io.csv_reader import CsvTable

__all__ = [
    "FIELDS",
    "ChangeSet",
    "Columns",
    "RowChange",
    "compute_changes",
    "guess_columns",
    "missing_columns",
]


def compute_changes(table: CsvTable, columns: Columns) -> ChangeSet:
    """What the file would change, by the meaning of its columns; `missing_columns(columns)` must be empty."""
    if "depends_on" in columns:
        return compute_dependency_changes(table, columns)
    return compute_asset_changes(table, columns)
