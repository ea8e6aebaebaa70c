"""Compute the changes of a dependency import: each line names an asset, an asset it depends on, and the kind."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from django.utils.translation import gettext as _

from assets.csv_import.changes import ChangeSet, RowChange
from assets.csv_import.columns import Columns
from assets.csv_import.values import CellError, parse_dependency_kind
from assets.models import Asset, Dependency, DependencyKind
from core.tables_io.csv_reader import CsvProblem, CsvRow, CsvTable


class AssetFinder:
    """Finds the primary key of an asset by code, or by name if only one asset has this name."""

    def __init__(self) -> None:
        self.codes: dict[str, int] = {}
        self.names: dict[str, list[int]] = defaultdict(list)
        for pk, code, name in Asset.objects.values_list("pk", "code", "name"):
            self.codes[code.lower()] = pk
            self.names[name].append(pk)

    def find(self, text: str) -> int:
        if not text:
            raise CellError(_("Sel ini kosong; isi dengan kode atau nama aset."))
        if (pk := self.codes.get(text.lower())) is not None:
            return pk
        matches = self.names.get(text, [])
        if len(matches) == 1:
            return matches[0]
        if matches:
            message = _("Ada %(count)d aset bernama “%(text)s”; pakai kodenya.")
            raise CellError(message % {"count": len(matches), "text": text})
        message = _("Tidak ada aset dengan kode atau nama “%(text)s”. Impor daftar asetnya dahulu.")
        raise CellError(message % {"text": text})


def compute_dependency_changes(table: CsvTable, columns: Columns) -> ChangeSet:
    """Return the new dependencies of the file.

    A NetBox connection (Device A, Device B) is imported as a network dependency of A on B.
    """
    changes, reader = ChangeSet(), _RowReader(table, columns)
    known = set(Dependency.objects.values_list("asset_id", "depends_on_id", "kind"))
    new: list[Dependency] = []
    for row in table.rows:
        try:
            asset, depends_on, kind = key = reader.read(row)
        except _RowProblems as error:
            changes.problems += error.problems
            continue
        if key in known:
            changes.unchanged += 1
            continue
        known.add(key)
        new.append(Dependency(asset_id=asset, depends_on_id=depends_on, kind=kind))
        changes.new.append(RowChange(row.line, reader.subject(row, kind)))
    changes.save = lambda: _save(new)
    return changes


class _RowProblems(Exception):
    def __init__(self, problems: list[CsvProblem]) -> None:
        self.problems = problems


class _RowReader:
    """Reads one line as two primary keys of assets and the kind of the dependency.

    If the line is wrong, `read` raises _RowProblems with every problem of the line.
    """

    def __init__(self, table: CsvTable, columns: Columns) -> None:
        self.columns, self.finder = columns, AssetFinder()
        self.index = {name: table.header.index(head) for name, head in columns.items()}
        self.kind_of = cache(parse_dependency_kind)

    def read(self, row: CsvRow) -> tuple[int, int, DependencyKind]:
        asset_pks: dict[str, int] = {}
        problems: list[CsvProblem] = []
        for name in ("asset", "depends_on"):
            try:
                asset_pks[name] = self.finder.find(row.values[self.index[name]])
            except CellError as error:
                problems.append(CsvProblem(row.line, self.columns[name], str(error)))
        kind = DependencyKind.NETWORK
        try:
            if "kind" in self.index and (text := row.values[self.index["kind"]]):
                kind = self.kind_of(text)
        except CellError as error:
            problems.append(CsvProblem(row.line, self.columns["kind"], str(error)))
        if not problems and asset_pks["asset"] == asset_pks["depends_on"]:
            message = _("Aset tidak dapat bergantung pada dirinya sendiri.")
            problems.append(CsvProblem(row.line, self.columns["depends_on"], message))
        if problems:
            raise _RowProblems(problems)
        return asset_pks["asset"], asset_pks["depends_on"], kind

    def subject(self, row: CsvRow, kind: DependencyKind) -> str:
        asset, depends_on = (row.values[self.index[name]] for name in ("asset", "depends_on"))
        return f"{asset} → {depends_on} ({kind.label})"


def _save(new: list[Dependency]) -> None:
    Dependency.objects.bulk_create(new, batch_size=1000, ignore_conflicts=True)
