"""Compute the changes of an asset import: match each line by code and compare it with the stored asset."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.csv_import.changes import ChangeSet, FieldChange, RowChange
from assets.csv_import.columns import FIELD_BY_NAME, Columns
from assets.csv_import.reference_data import CategoryResolver, LocationResolver, RackResolver
from assets.csv_import.values import (
    CellError,
    parse_criticality,
    parse_date,
    parse_location_path,
    parse_status,
    strip_formula_quote,
    validate_text,
)
from assets.models import Asset, Criticality, Status
from assets.models.asset import CONTAINMENT_LOCK
from core.db.locks import advisory_lock
from core.i18n import formats
from core.tables_io.csv_reader import CsvProblem, CsvRow, CsvTable

TEXT_FIELDS: Final = ("name", "maker", "model", "serial_number", "owner_unit", "notes")
LOCATION_FIELDS: Final = ("location", "site", "area")
CHOICE_FIELDS: Final = {"status": Status, "criticality": Criticality}
BATCH_SIZE: Final = 500
CONTAINS_ITSELF: Final = gettext_lazy("Aset ini akan berada di dalam dirinya sendiri.")


def compute_asset_changes(table: CsvTable, columns: Columns) -> ChangeSet:
    """Return the new and changed assets of the file; assets that are not in the file stay unchanged."""
    return _AssetChanges(table, columns).changes


@dataclass
class _Line:
    """One line of the file with its asset; `fields` contains the names of the fields that the line changes."""

    number: int
    cells: Mapping[str, str]
    asset: Asset
    is_new: bool
    differences: list[FieldChange]
    fields: set[str]

    def set(self, field: str, value: Any, label: Any) -> None:
        """Set a field of the asset; for an existing asset, also record the difference."""
        if self.is_new:
            setattr(self.asset, field, value)
        elif (before := getattr(self.asset, field)) != value:
            setattr(self.asset, field, value)
            self.fields.add(field)
            self.differences.append(
                FieldChange(label, _display_value(before, field), _display_value(value, field))
            )


class _AssetChanges:
    def __init__(self, table: CsvTable, columns: Columns) -> None:
        self.changes, self.columns = ChangeSet(), columns
        self.index = {name: table.header.index(head) for name, head in columns.items()}
        self.locations, self.categories = LocationResolver(), CategoryResolver()
        self.assets = self._known_assets()
        self.parsers: Mapping[str, Callable[[str], Any]] = {
            "status": cache(parse_status),
            "criticality": cache(parse_criticality),
            "warranty_end": cache(parse_date),
            "category": self.categories.find,
        }
        self.seen: dict[str, int] = {}
        identified = [found for row in table.rows if (found := self._identify(row))]
        lines = [self._read(*found) for found in identified]
        self.racks = RackResolver(self.assets, self.categories)
        for line in lines:
            self._set_container(line)
        for line in lines:
            self._check_container_cycle(line)
        self._collect_changes(lines)

    def _known_assets(self) -> dict[str, Asset]:
        """Return all assets by lower-case code.

        Assets in the same location or container refer to the same object, so a change of that object is visible
        through all of them.
        """
        by_pk = Asset.objects.select_related("category").in_bulk()
        for asset in by_pk.values():
            if asset.location_id:
                asset.location = self.locations.by_pk[asset.location_id]
            if asset.within_id:
                asset.within = by_pk[asset.within_id]
        return {asset.code.lower(): asset for asset in by_pk.values()}

    # --- Reading lines ------------------------------------------------------------------------------------

    def _identify(self, row: CsvRow) -> tuple[int, str, Mapping[str, str]] | None:
        """Return line number, code and cells of a row, or None after recording a problem.

        The method runs for all rows before any line is read, because a line may name an asset of a later line.
        """
        cells = {
            name: text
            for name, index in self.index.items()
            if (text := strip_formula_quote(row.values[index]))
        }
        try:
            code = self._code_of(row.line, cells)
        except CellError as error:
            self._add_problem(
                row.line, "code" if "code" in cells or "name" not in self.columns else "name", error
            )
            return None
        return row.line, code, cells

    def _read(self, number: int, code: str, cells: Mapping[str, str]) -> _Line:
        line = self._line_for(number, code, cells)
        self._set_values(line)
        return line

    def _code_of(self, number: int, cells: Mapping[str, str]) -> str:
        """Return the code of a line, or the name if the code is empty.

        Raises CellError if both are empty, or if an earlier line of the file has the same code.
        """
        code = validate_text("code", cells.get("code") or cells.get("name", ""))
        if not code:
            raise CellError(_("Kode atau nama harus diisi."))
        first = self.seen.setdefault(code.lower(), number)
        if first != number:
            raise CellError(
                _("Kode “%(code)s” sudah dipakai di baris %(line)d.") % {"code": code, "line": first}
            )
        return code

    def _line_for(self, number: int, code: str, cells: Mapping[str, str]) -> _Line:
        """Return the line with its existing or new asset.

        An asset that was imported without a code has its name as code. Such an asset gets the code of this line,
        unless another line of the file uses that name as its code.
        """
        if asset := self.assets.get(code.lower()):
            return _Line(number, cells, asset, False, [], set())  # the stored spelling of the code stays
        name = cells.get("name", "").lower()
        asset = None if name in self.seen else self.assets.pop(name, None)
        line = _Line(number, cells, asset or Asset(name=code), asset is None, [], set())
        line.set("code", code, FIELD_BY_NAME["code"].label)
        self.assets[code.lower()] = line.asset
        return line

    def _set_values(self, line: _Line) -> None:
        for name, text in line.cells.items():
            try:
                if name in self.parsers:
                    line.set(name, self.parsers[name](text), FIELD_BY_NAME[name].label)
                elif name in TEXT_FIELDS:
                    line.set(name, validate_text(name, text), FIELD_BY_NAME[name].label)
            except CellError as error:
                self._add_problem(line.number, name, error)
        if any(name in line.cells for name in LOCATION_FIELDS):
            try:
                line.set("location", self.locations.find(parse_location_path(line.cells)), _("Lokasi"))
            except CellError as error:
                self._add_problem(
                    line.number, next(name for name in LOCATION_FIELDS if name in line.cells), error
                )
        if line.is_new and "category" not in line.cells:
            self._add_problem(line.number, "category", CellError(_("Aset baru harus mempunyai kategori.")))

    def _set_container(self, line: _Line) -> None:
        """Set the container of the asset from the column `within` or `rack`.

        The method runs after all lines are read, because a line may name an asset of a later line.
        """
        try:
            if code := line.cells.get("within"):
                if code.lower() not in self.assets:
                    raise CellError(_("Tidak ada aset dengan kode “%(code)s”.") % {"code": code})
                line.set("within", self.assets[code.lower()], _("Di dalam"))
            elif name := line.cells.get("rack"):
                line.set(
                    "within", self.racks.find(validate_text("name", name), line.asset.location), _("Di dalam")
                )
        except CellError as error:
            self._add_problem(line.number, "within" if "within" in line.cells else "rack", error)

    def _check_container_cycle(self, line: _Line) -> None:
        seen, at = {id(line.asset)}, line.asset.within
        while at is not None:
            if id(at) in seen:
                column = "within" if "within" in line.cells else "rack"
                self._add_problem(line.number, column, CellError(str(CONTAINS_ITSELF)))
                return
            seen.add(id(at))
            at = at.within

    def _add_problem(self, line: int, name: str, error: CellError) -> None:
        self.changes.problems.append(CsvProblem(line, self.columns.get(name, ""), str(error)))

    # --- Collecting and saving changes --------------------------------------------------------------------

    def _collect_changes(self, lines: list[_Line]) -> None:
        changes = self.changes
        changes.problems.sort(key=lambda problem: problem.line)
        for line in lines:
            if line.is_new:
                changes.new.append(RowChange(line.number, str(line.asset)))
            elif line.fields:
                changes.changed.append(RowChange(line.number, str(line.asset), line.differences))
            else:
                changes.unchanged += 1
        changes.new_locations = [location.path for location in self.locations.new]
        changes.new_categories = [category.name for category in self.categories.new]
        changes.new_racks = [rack.code for rack in self.racks.new]
        changes.save = lambda: self._save(lines)

    def _save(self, lines: list[_Line]) -> None:
        moved = [line.asset for line in lines if "within" in line.fields]
        if moved:
            advisory_lock(CONTAINMENT_LOCK)
        self.categories.save()
        self.locations.save()
        unsaved = [*self.racks.new, *(line.asset for line in lines if line.is_new)]
        while unsaved:  # containers first, one statement for each level; cycles are impossible here
            ready = [asset for asset in unsaved if asset.within is None or asset.within.pk]
            Asset.objects.bulk_create(ready, batch_size=BATCH_SIZE)
            unsaved = [asset for asset in unsaved if not asset.pk]
        changed: defaultdict[tuple[str, ...], list[Asset]] = defaultdict(list)
        for line in lines:
            if line.fields:
                changed[tuple(sorted(line.fields))].append(line.asset)
        # Only changed fields are written, because other users may edit the assets at the same time.
        for fields, assets in changed.items():
            Asset.objects.bulk_create(
                assets,
                batch_size=BATCH_SIZE,
                update_conflicts=True,
                unique_fields=["id"],
                update_fields=fields,
            )
        if moved:  # another request may have changed containers since the check above
            _check_container_cycles(moved)


def _check_container_cycles(moved: list[Asset]) -> None:
    containers = dict(Asset.objects.filter(within__isnull=False).values_list("pk", "within"))
    for asset in moved:
        seen: set[int] = set()
        at: int | None = asset.pk
        while at is not None:
            if at in seen:
                raise ValidationError({"within": CONTAINS_ITSELF})
            seen.add(at)
            at = containers.get(at)


def _display_value(value: Any, field: str) -> str:
    """Return a value as text for the preview."""
    if value is None or value == "":
        return "—"
    if isinstance(value, date):
        return formats.format_date(value)
    if isinstance(value, Asset):
        return value.code
    if field in CHOICE_FIELDS:
        return str(CHOICE_FIELDS[field](value).label)
    return str(value)
