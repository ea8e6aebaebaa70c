"""Plans the import of assets: each line is found by its code and compared with what the register knows."""

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
INSIDE_ITSELF: Final = gettext_lazy("Aset ini akan berada di dalam dirinya sendiri.")


def compute_asset_changes(table: CsvTable, columns: Columns) -> ChangeSet:
    """Assets of the file are new, changed or unchanged; those that the file does not name are left alone."""
    return _AssetChanges(table, columns).plan


@dataclass
class _Line:
    """One line of the file and the asset that it speaks of; `fields` are those that it changes."""

    number: int
    cells: Mapping[str, str]
    asset: Asset
    is_new: bool
    differences: list[FieldChange]
    fields: set[str]

    def put(self, field: str, value: Any, label: Any) -> None:
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
        self.plan, self.columns = ChangeSet(), columns
        self.index = {name: table.header.index(head) for name, head in columns.items()}
        self.places, self.categories = LocationResolver(), CategoryResolver()
        self.assets = self._known_assets()
        self.parsers: Mapping[str, Callable[[str], Any]] = {
            "status": cache(parse_status),
            "criticality": cache(parse_criticality),
            "warranty_end": cache(parse_date),
            "category": self.categories.find,
        }
        self.seen: dict[str, int] = {}
        named = [found for row in table.rows if (found := self._name(row))]
        lines = [self._read(*found) for found in named]
        self.racks = RackResolver(self.assets, self.categories)
        for line in lines:
            self._put_inside(line)
        for line in lines:
            self._refuse_circle(line)
        self._sum_up(lines)

    def _known_assets(self) -> dict[str, Asset]:
        """By their codes in small letters; each holds the very objects of its place and container that others hold."""
        by_pk = Asset.objects.select_related("category").in_bulk()
        for asset in by_pk.values():
            if asset.location_id:
                asset.location = self.places.by_pk[asset.location_id]
            if asset.within_id:
                asset.within = by_pk[asset.within_id]
        return {asset.code.lower(): asset for asset in by_pk.values()}

    # --- What a line says ---------------------------------------------------------------------------------

    def _name(self, row: CsvRow) -> tuple[int, str, Mapping[str, str]] | None:
        """The code of the line and its cells; all codes are known before any line is read further."""
        cells = {
            name: text
            for name, index in self.index.items()
            if (text := strip_formula_quote(row.values[index]))
        }
        try:
            code = self._code_of(row.line, cells)
        except CellError as error:
            self._refuse(row.line, "code" if "code" in cells or "name" not in self.columns else "name", error)
            return None
        return row.line, code, cells

    def _read(self, number: int, code: str, cells: Mapping[str, str]) -> _Line:
        line = self._line_for(number, code, cells)
        self._put_values(line)
        return line

    def _code_of(self, number: int, cells: Mapping[str, str]) -> str:
        """The tag; without one the name, which then has to be unique as well."""
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
        """An asset that first came without a tag bears its name as code; once it has a tag it takes that.

        Not where another line of the file still means it by that name.
        """
        if asset := self.assets.get(code.lower()):
            return _Line(number, cells, asset, False, [], set())  # its code stays as it was first written
        name = cells.get("name", "").lower()
        asset = None if name in self.seen else self.assets.pop(name, None)
        line = _Line(number, cells, asset or Asset(name=code), asset is None, [], set())
        line.put("code", code, FIELD_BY_NAME["code"].label)
        self.assets[code.lower()] = line.asset
        return line

    def _put_values(self, line: _Line) -> None:
        for name, text in line.cells.items():
            try:
                if name in self.parsers:
                    line.put(name, self.parsers[name](text), FIELD_BY_NAME[name].label)
                elif name in TEXT_FIELDS:
                    line.put(name, validate_text(name, text), FIELD_BY_NAME[name].label)
            except CellError as error:
                self._refuse(line.number, name, error)
        if any(name in line.cells for name in LOCATION_FIELDS):
            try:
                line.put("location", self.places.find(parse_location_path(line.cells)), _("Lokasi"))
            except CellError as error:
                self._refuse(line.number, next(name for name in LOCATION_FIELDS if name in line.cells), error)
        if line.is_new and "category" not in line.cells:
            self._refuse(line.number, "category", CellError(_("Aset baru harus mempunyai kategori.")))

    def _put_inside(self, line: _Line) -> None:
        """Only now, because a line may name an asset that stands further down."""
        try:
            if code := line.cells.get("within"):
                if code.lower() not in self.assets:
                    raise CellError(_("Tidak ada aset dengan kode “%(code)s”.") % {"code": code})
                line.put("within", self.assets[code.lower()], _("Di dalam"))
            elif name := line.cells.get("rack"):
                line.put(
                    "within", self.racks.find(validate_text("name", name), line.asset.location), _("Di dalam")
                )
        except CellError as error:
            self._refuse(line.number, "within" if "within" in line.cells else "rack", error)

    def _refuse_circle(self, line: _Line) -> None:
        seen, at = {id(line.asset)}, line.asset.within
        while at is not None:
            if id(at) in seen:
                column = "within" if "within" in line.cells else "rack"
                self._refuse(line.number, column, CellError(str(INSIDE_ITSELF)))
                return
            seen.add(id(at))
            at = at.within

    def _refuse(self, line: int, name: str, error: CellError) -> None:
        self.plan.problems.append(CsvProblem(line, self.columns.get(name, ""), str(error)))

    # --- What the file would change -----------------------------------------------------------------------

    def _sum_up(self, lines: list[_Line]) -> None:
        plan = self.plan
        plan.problems.sort(key=lambda problem: problem.line)
        for line in lines:
            if line.is_new:
                plan.new.append(RowChange(line.number, str(line.asset)))
            elif line.fields:
                plan.changed.append(RowChange(line.number, str(line.asset), line.differences))
            else:
                plan.unchanged += 1
        plan.new_locations = [place.path for place in self.places.new]
        plan.new_categories = [category.name for category in self.categories.new]
        plan.new_racks = [rack.code for rack in self.racks.new]
        plan.save = lambda: self._save(lines)

    def _save(self, lines: list[_Line]) -> None:
        mounted = [line.asset for line in lines if "within" in line.fields]
        if mounted:
            advisory_lock(CONTAINMENT_LOCK)
        self.categories.save()
        self.places.save()
        waiting = [*self.racks.new, *(line.asset for line in lines if line.is_new)]
        while waiting:  # containers first, one statement for each level; circles were refused
            ready = [asset for asset in waiting if asset.within is None or asset.within.pk]
            Asset.objects.bulk_create(ready, batch_size=BATCH_SIZE)
            waiting = [asset for asset in waiting if not asset.pk]
        changed: defaultdict[tuple[str, ...], list[Asset]] = defaultdict(list)
        for line in lines:
            if line.fields:
                changed[tuple(sorted(line.fields))].append(line.asset)
        # Only what a line says is written, for others work in the register meanwhile.
        for fields, assets in changed.items():
            Asset.objects.bulk_create(
                assets,
                batch_size=BATCH_SIZE,
                update_conflicts=True,
                unique_fields=["id"],
                update_fields=fields,
            )
        if mounted:  # somebody may have put one asset into another since the circles were looked for
            _refuse_circles(mounted)


def _refuse_circles(mounted: list[Asset]) -> None:
    containers = dict(Asset.objects.filter(within__isnull=False).values_list("pk", "within"))
    for asset in mounted:
        seen: set[int] = set()
        at: int | None = asset.pk
        while at is not None:
            if at in seen:
                raise ValidationError({"within": INSIDE_ITSELF})
            seen.add(at)
            at = containers.get(at)


def _display_value(value: Any, field: str) -> str:
    """A value as a person reads it in the preview."""
    if value is None or value == "":
        return "—"
    if isinstance(value, date):
        return formats.format_date(value)
    if isinstance(value, Asset):
        return value.code
    if field in CHOICE_FIELDS:
        return str(CHOICE_FIELDS[field](value).label)
    return str(value)
