"""Tables that several documents have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from indicators.indicators import Indicator
from reports.data.work_order_data import ReviewFacts
from reports.types.base import Heading
from reports.workbooks.sheet import Column, Form, Shaped, Sheet, share

ASSET: Final = (
    Column("Kode", "code"),
    Column("Nama", "name"),
    Column("Kategori", "category"),
    Column("Lokasi", "location"),
    Column("Kekritisan", "criticality"),
)
# Of a round, or of all rounds of a cycle.
COUNTED_ORDERS: Final = (
    Column("Perintah kerja", "orders", Form.WHOLE),
    Column("Diterima", "accepted", Form.WHOLE),
    Column("Tidak dilaksanakan", "not_done", Form.WHOLE),
    Column("Seharusnya selesai", "owed", Form.WHOLE),
    Column("Tepat waktu", "on_time", Form.WHOLE),
    Column("Bagian tepat waktu", share("on_time", "owed"), Form.SHARE),
)
CONCLUSION: Final = (
    Column("Nilai berbobot", "score", Form.NUMBER),
    Column("Memenuhi", "meets", Form.YES_NO),
    Column("Simpulan", "conclusion"),
    Column("Disimpulkan oleh", "concluded_by"),
    Column("Disimpulkan", "concluded_at", Form.TIME),
)
# Of pairs of a criterion and a result in one round.
JUDGED_CRITERION: Final = (
    Column("Kriteria", lambda row: row[0].code),
    Column("Uraian", lambda row: row[0].text),
    Column("Target", lambda row: row[0].target),
    Column("Bobot", lambda row: row[0].weight / 100, Form.SHARE),
    Column("Wajib", lambda row: row[0].is_mandatory, Form.YES_NO),
    Column("Putaran", lambda row: row[1].round, Form.WHOLE),
)


def about(heading: Heading) -> Sheet:
    """Which document these tables are of, so that a file that goes its own way still says it."""
    imprint = heading.imprint
    rows = [
        ("Dokumen", heading.title),
        ("Perihal", heading.subject),
        ("Tentang", heading.cycle),
        ("Keluaran baris SOP", Shaped(heading.row, Form.WHOLE)),
        ("SOP", f"{heading.sop.title} No. {heading.sop.number}"),
        ("Institusi", heading.letterhead.institution),
        ("Unit", heading.letterhead.unit),
        ("Nomor", heading.number or f"rancangan {heading.code}"),
        ("Edisi", Shaped(imprint.edition, Form.WHOLE) if imprint else None),
        ("Diterbitkan", Shaped(imprint.issued_at, Form.TIME) if imprint else None),
        ("Diterbitkan oleh", imprint.issued_by if imprint else None),
        ("Pemeriksaan keaslian", imprint.verify_url if imprint else None),
        ("Menggantikan", imprint.replaces if imprint else None),
        ("Alasan pembetulan", imprint.correction if imprint else None),
    ]
    told = [row for row in rows if row[1] not in (None, "")]
    return Sheet.of("Dokumen", told, Column("Hal", lambda row: row[0]), Column("Isi", lambda row: row[1]))


def value_of(indicator: Indicator | None) -> Shaped | None:
    """Shares as exact fractions, so that they can be calculated with."""
    if indicator is None or indicator.value is None:
        return None
    if indicator.unit == "%" and indicator.denominator:
        return Shaped(float(indicator.numerator) / float(indicator.denominator), Form.SHARE)
    return Shaped(indicator.value, Form.NUMBER)


def part_of(indicator: Indicator, part: str) -> Shaped:
    return Shaped(getattr(indicator, part), Form.MONEY if indicator.key == "cost" else Form.NUMBER)


def indicators(figures: Sequence[Indicator], *more: Column) -> Sheet:
    return Sheet.of(
        "Indikator",
        figures,
        Column("Indikator", "label"),
        Column("Nilai", value_of),
        Column("Satuan", "unit"),
        Column("Pembilang", lambda each: part_of(each, "numerator")),
        Column("Penyebut", lambda each: part_of(each, "denominator")),
        *more,
        Column("Yang dihitung", "explanation"),
    )


def reviews(rows: Sequence[ReviewFacts]) -> Sheet:
    return Sheet.of(
        "Pemeriksaan",
        rows,
        Column("Perintah kerja", "order"),
        Column("Waktu", "at", Form.TIME),
        Column("Pemeriksa", "by"),
        Column("Putusan", "verdict_label"),
        Column("Catatan", "remark"),
        Column("Catatan per butir", lambda row: "; ".join(f"{r.item}: {r.text}" for r in row.remarks)),
        Column("Jawaban", "answer"),
        Column("Dijawab oleh", "answered_by"),
        Column("Dijawab", "answered_at", Form.TIME),
    )


def performer(*, judged: bool = False) -> tuple[Column, ...]:
    """What is said of a vendor or a team; `judged` where its criteria are counted."""
    return (
        Column("Pelaksana", "name"),
        Column("Jenis", "executor"),
        Column("Putaran", "rounds", Form.WHOLE),
        Column("Perintah kerja", "orders", Form.WHOLE),
        Column("Diterima", "accepted", Form.WHOLE),
        Column("Seharusnya selesai", "owed", Form.WHOLE),
        Column("Tepat waktu", "on_time", Form.WHOLE),
        *(
            (Column("Kriteria dinilai", "judged", Form.WHOLE), Column("Kriteria tercapai", "met", Form.WHOLE))
            if judged
            else (Column("Dikembalikan", "returned", Form.WHOLE),)
        ),
        Column("Temuan", "findings", Form.WHOLE),
        Column("Henti (menit)", "downtime_minutes", Form.WHOLE),
        Column("Biaya", "cost", Form.MONEY),
    )
