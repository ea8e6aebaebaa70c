"""CSV import of assets or dependencies: map the columns, compute every change, then apply all or nothing.

    table = read_csv(data)
    changes = compute_changes(table, guess_columns(table.header))
    changes.problems    # errors in the file by line and column; while there are any, nothing can be applied
    changes.apply()     # one transaction, a fixed number of statements whatever the number of lines

Lines are matched to assets by code, so importing the same file twice changes nothing. An empty cell leaves the stored
value unchanged.
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
    """Return the changes that an import of the file would make.

    Before the call, `missing_columns(columns)` must return an empty list.
    """
    if "depends_on" in columns:
        return compute_dependency_changes(table, columns)
    return compute_asset_changes(table, columns)
