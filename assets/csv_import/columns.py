"""Fields that a CSV import can fill, and the column headers that are recognised for each field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# Field name -> header of its column.
Columns: TypeAlias = Mapping[str, str]


@dataclass(frozen=True)
class ImportField:
    """Field of an import; `headers` are the recognised column headers in lower case."""

    name: str
    label: Promise
    headers: tuple[str, ...]
    about_dependency: bool = False


# Includes the headers of NetBox exports (Asset tag, Role, Type, Tenant ...) and of this application's own CSV.
FIELDS: Final = (
    ImportField(
        "code", _("Kode aset"), ("kode aset", "kode", "asset code", "code", "asset tag", "asset_tag")
    ),
    ImportField("name", _("Nama"), ("nama", "nama aset", "name", "device", "device name")),
    ImportField("category", _("Kategori"), ("kategori", "category", "role", "device role", "jenis")),
    ImportField("status", _("Status"), ("status", "keadaan")),
    ImportField("criticality", _("Kekritisan"), ("kekritisan", "criticality")),
    ImportField("location", _("Letak lengkap (A / B / C)"), ("letak", "lokasi", "letak lengkap", "path")),
    ImportField("site", _("Lokasi: kampus atau gedung"), ("site", "kampus", "gedung")),
    ImportField("area", _("Lokasi: ruang di dalamnya"), ("location", "ruang", "ruangan")),
    ImportField("rack", _("Rak"), ("rack", "rak")),
    ImportField("within", _("Di dalam (kode aset)"), ("di dalam", "within", "parent device")),
    ImportField(
        "maker", _("Pabrikan"), ("pabrikan", "pembuat", "produsen", "maker", "manufacturer", "merek", "merk")
    ),
    ImportField("model", _("Model"), ("model", "tipe", "type", "device type")),
    ImportField("serial_number", _("Nomor seri"), ("nomor seri", "serial number", "serial", "serial_number")),
    ImportField("owner_unit", _("Unit pemilik"), ("unit pemilik", "owner unit", "tenant", "unit")),
    ImportField("warranty_end", _("Akhir garansi"), ("akhir garansi", "warranty end", "garansi")),
    ImportField("notes", _("Catatan"), ("catatan", "notes", "comments", "keterangan", "description")),
    ImportField("asset", _("Aset yang bergantung"), ("device a", "aset", "asset"), about_dependency=True),
    ImportField(
        "depends_on",
        _("Bergantung pada"),
        ("device b", "bergantung pada", "depends on"),
        about_dependency=True,
    ),
    ImportField("kind", _("Jenis ketergantungan"), ("jenis ketergantungan", "kind"), about_dependency=True),
)
FIELD_BY_NAME: Final = {field.name: field for field in FIELDS}


def guess_columns(header: Sequence[str]) -> dict[str, str]:
    """Return the column header for every field name that a header names; each field appears at most once."""
    headers = {" ".join(name.casefold().replace("_", " ").split()): name for name in header}
    columns = {
        field.name: headers[next(name for name in field.headers if name in headers)]
        for field in FIELDS
        if any(name in headers for name in field.headers)
    }
    about_dependency = "asset" in columns and "depends_on" in columns
    return {
        name: header
        for name, header in columns.items()
        if FIELD_BY_NAME[name].about_dependency == about_dependency
    }


def missing_columns(columns: Columns) -> list[str]:
    """Return error messages about columns that are missing or contradictory; empty if the import can run."""
    about_dependency = [name for name in columns if FIELD_BY_NAME[name].about_dependency]
    if about_dependency and len(about_dependency) < len(columns):
        return [gettext("Satu berkas memuat daftar aset atau ketergantungan, bukan keduanya sekaligus.")]
    if about_dependency:
        if "asset" in columns and "depends_on" in columns:
            return []
        return [gettext("Pilih kolom untuk “Aset yang bergantung” dan untuk “Bergantung pada”.")]
    if "code" in columns or "name" in columns:
        return []
    return [gettext("Pilih kolom untuk “Kode aset” atau “Nama”; dari situ setiap baris dikenali.")]
