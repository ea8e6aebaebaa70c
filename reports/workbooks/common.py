"""Sheets and columns that several document types share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from indicators.indicators import Indicator
from reports.data.work_order_data import ReviewData
from reports.types.base import Heading
from reports.workbooks.sheet import CellFormat, Column, FormattedValue, Sheet, ratio

ASSET_COLUMNS: Final = (
    Column("Kode", "code"),
    Column("Nama", "name"),
    Column("Kategori", "category"),
    Column("Lokasi", "location"),
    Column("Kekritisan", "criticality"),
)
# For records that describe a round, or all rounds of a cycle.
WORK_ORDER_COUNT_COLUMNS: Final = (
    Column("Perintah kerja", "orders", CellFormat.WHOLE),
    Column("Diterima", "accepted", CellFormat.WHOLE),
    Column("Tidak dilaksanakan", "not_done", CellFormat.WHOLE),
    Column("Seharusnya selesai", "owed", CellFormat.WHOLE),
    Column("Tepat waktu", "on_time", CellFormat.WHOLE),
    Column("Bagian tepat waktu", ratio("on_time", "owed"), CellFormat.SHARE),
)
CONCLUSION_COLUMNS: Final = (
    Column("Nilai berbobot", "score", CellFormat.NUMBER),
    Column("Memenuhi", "meets", CellFormat.YES_NO),
    Column("Simpulan", "conclusion"),
    Column("Disimpulkan oleh", "concluded_by"),
    Column("Disimpulkan", "concluded_at", CellFormat.TIME),
)
# For records that are pairs of a criterion and its result in a round.
CRITERION_RESULT_COLUMNS: Final = (
    Column("Kriteria", lambda row: row[0].code),
    Column("Uraian", lambda row: row[0].text),
    Column("Target", lambda row: row[0].target),
    Column("Bobot", lambda row: row[0].weight / 100, CellFormat.SHARE),
    Column("Wajib", lambda row: row[0].is_mandatory, CellFormat.YES_NO),
    Column("Putaran", lambda row: row[1].round, CellFormat.WHOLE),
)


def document_sheet(heading: Heading) -> Sheet:
    """Return the first sheet, which identifies the document."""
    details = heading.imprint
    rows = [
        ("Dokumen", heading.title),
        ("Perihal", heading.subject),
        ("Tentang", heading.cycle),
        ("Keluaran baris SOP", FormattedValue(heading.row, CellFormat.WHOLE)),
        ("SOP", f"{heading.sop.title} No. {heading.sop.number}"),
        ("Institusi", heading.letterhead.institution),
        ("Unit", heading.letterhead.unit),
        ("Nomor", heading.number or f"rancangan {heading.code}"),
        ("Edisi", FormattedValue(details.edition, CellFormat.WHOLE) if details else None),
        ("Diterbitkan", FormattedValue(details.issued_at, CellFormat.TIME) if details else None),
        ("Diterbitkan oleh", details.issued_by if details else None),
        ("Pemeriksaan keaslian", details.verify_url if details else None),
        ("Menggantikan", details.replaces if details else None),
        ("Alasan pembetulan", details.correction if details else None),
    ]
    filled = [row for row in rows if row[1] not in (None, "")]
    return Sheet.from_records(
        "Dokumen", filled, Column("Hal", lambda row: row[0]), Column("Isi", lambda row: row[1])
    )


def indicator_value(indicator: Indicator | None) -> FormattedValue | None:
    """Return the value of an indicator. Percentages are exact fractions, so that formulas can use them."""
    if indicator is None or indicator.value is None:
        return None
    if indicator.unit == "%" and indicator.denominator:
        return FormattedValue(float(indicator.numerator) / float(indicator.denominator), CellFormat.SHARE)
    return FormattedValue(indicator.value, CellFormat.NUMBER)


def indicator_part(indicator: Indicator, part: str) -> FormattedValue:
    return FormattedValue(
        getattr(indicator, part), CellFormat.MONEY if indicator.key == "cost" else CellFormat.NUMBER
    )


def indicators_sheet(figures: Sequence[Indicator], *more: Column) -> Sheet:
    return Sheet.from_records(
        "Indikator",
        figures,
        Column("Indikator", "label"),
        Column("Nilai", indicator_value),
        Column("Satuan", "unit"),
        Column("Pembilang", lambda each: indicator_part(each, "numerator")),
        Column("Penyebut", lambda each: indicator_part(each, "denominator")),
        *more,
        Column("Yang dihitung", "explanation"),
    )


def reviews_sheet(rows: Sequence[ReviewData]) -> Sheet:
    return Sheet.from_records(
        "Pemeriksaan",
        rows,
        Column("Perintah kerja", "order"),
        Column("Waktu", "at", CellFormat.TIME),
        Column("Pemeriksa", "by"),
        Column("Putusan", "verdict_label"),
        Column("Catatan", "remark"),
        Column("Catatan per butir", lambda row: "; ".join(f"{r.item}: {r.text}" for r in row.remarks)),
        Column("Jawaban", "answer"),
        Column("Dijawab oleh", "answered_by"),
        Column("Dijawab", "answered_at", CellFormat.TIME),
    )


def performer_columns(*, judged: bool = False) -> tuple[Column, ...]:
    """Return the columns for the totals of a vendor or a team.

    With `judged`, the columns count criteria instead of returned work.
    """
    return (
        Column("Pelaksana", "name"),
        Column("Jenis", "executor"),
        Column("Putaran", "rounds", CellFormat.WHOLE),
        Column("Perintah kerja", "orders", CellFormat.WHOLE),
        Column("Diterima", "accepted", CellFormat.WHOLE),
        Column("Seharusnya selesai", "owed", CellFormat.WHOLE),
        Column("Tepat waktu", "on_time", CellFormat.WHOLE),
        *(
            (
                Column("Kriteria dinilai", "judged", CellFormat.WHOLE),
                Column("Kriteria tercapai", "met", CellFormat.WHOLE),
            )
            if judged
            else (Column("Dikembalikan", "returned", CellFormat.WHOLE),)
        ),
        Column("Temuan", "findings", CellFormat.WHOLE),
        Column("Henti (menit)", "downtime_minutes", CellFormat.WHOLE),
        Column("Biaya", "cost", CellFormat.MONEY),
    )
