"""Sheets of SOP row 8: the management report of a cycle and the annual report of a budget year."""

from __future__ import annotations

from reports.data.cycle_data import CycleData
from reports.types.annual.data import AnnualReportData
from reports.types.management_report import ManagementReportData
from reports.workbooks import common
from reports.workbooks.sheet import CellFormat, Column, Sheet, ratio


def management_report_sheets(document_data: ManagementReportData) -> list[Sheet]:
    cycle_data = document_data.facts
    return [
        common.indicators_sheet(cycle_data.indicators),
        _rounds(cycle_data),
        _results(cycle_data),
        Sheet.from_records(
            "Pelaksana",
            cycle_data.performers,
            *common.performer_columns(),
            Column("Nilai rata-rata", "average_score", CellFormat.NUMBER),
        ),
        Sheet.from_records(
            "Pekerjaan terencana",
            cycle_data.works,
            Column("Pekerjaan", "title"),
            Column("Pola", "recurrence"),
            Column("Aset", "assets", CellFormat.WHOLE),
            Column("Perintah kerja", "orders", CellFormat.WHOLE),
            Column("Diterima", "accepted", CellFormat.WHOLE),
            Column("Tidak dilaksanakan", "not_done", CellFormat.WHOLE),
        ),
        Sheet.from_records(
            "Aset",
            cycle_data.assets,
            *common.ASSET_COLUMNS,
            Column("Perintah kerja", "orders", CellFormat.WHOLE),
        ),
        _findings(cycle_data),
        _orders(cycle_data),
        _activities(cycle_data),
        Sheet.from_records(
            "Bukti",
            cycle_data.evidence,
            Column("Perintah kerja", "order"),
            Column("Jenis", "purpose"),
            Column("Berkas", "name"),
            Column("Ukuran (bita)", "size", CellFormat.WHOLE),
            Column("SHA-256", "sha256"),
        ),
        common.reviews_sheet(cycle_data.reviews),
        _journal(cycle_data),
    ]


def _rounds(cycle_data: CycleData) -> Sheet:
    return Sheet.from_records(
        "Putaran",
        cycle_data.rounds,
        Column("Putaran", "number", CellFormat.WHOLE),
        Column("Jenis pelaksana", "executor"),
        Column("Pelaksana", "executor_name"),
        Column("Kontrak", "contract"),
        Column("Mulai", "starts_on", CellFormat.DAY),
        Column("Sampai", "ends_on", CellFormat.DAY),
        *common.WORK_ORDER_COUNT_COLUMNS,
        Column("Bukti wajib", "required_evidence", CellFormat.WHOLE),
        Column("Bukti wajib yang ada", "present_evidence", CellFormat.WHOLE),
        Column("Kegiatan", "activities", CellFormat.WHOLE),
        Column("Bukti", "evidence", CellFormat.WHOLE),
        Column("Temuan", "findings", CellFormat.WHOLE),
        Column("Temuan terbuka", "open_findings", CellFormat.WHOLE),
        Column("Biaya", "cost", CellFormat.MONEY),
        Column("Henti (menit)", "downtime_minutes", CellFormat.WHOLE),
        *common.CONCLUSION_COLUMNS,
    )


def _results(cycle_data: CycleData) -> Sheet:
    return Sheet.from_records(
        "Kriteria",
        [(criterion, each) for criterion in cycle_data.criteria for each in criterion.results],
        *common.CRITERION_RESULT_COLUMNS,
        Column("Terukur", lambda row: row[1].measured),
        Column("Hitungan sistem yang diubah", lambda row: row[1].changed),
        Column("Putusan", lambda row: row[1].verdict_label),
        Column("Catatan", lambda row: row[1].note),
    )


def _findings(cycle_data: CycleData) -> Sheet:
    return Sheet.from_records(
        "Temuan",
        cycle_data.findings,
        Column("Perintah kerja", "order"),
        Column("Aset", "asset"),
        Column("Temuan", "title"),
        Column("Tingkat", "severity"),
        Column("Dibuka", "opened_at", CellFormat.TIME),
        Column("Tindak lanjut", "follow_up"),
        Column("Batas tindak lanjut", "follow_up_due", CellFormat.DAY),
        Column("Catatan", lambda each: "; ".join(each.notes)),
        Column("Ditutup", "closed_at", CellFormat.TIME),
        Column("Catatan penutup", "closing_note"),
    )


def _orders(cycle_data: CycleData) -> Sheet:
    return Sheet.from_records(
        "Perintah kerja",
        cycle_data.orders,
        Column("Kode", "code"),
        Column("Putaran", "round", CellFormat.WHOLE),
        Column("Pekerjaan", "work"),
        Column("Aset", "asset"),
        Column("Jatuh tempo", "due_on", CellFormat.DAY),
        Column("Selesai", "completed_on", CellFormat.DAY),
        Column("Keadaan", "state_label"),
        Column("Tepat waktu", "is_on_time", CellFormat.YES_NO),
        Column("Alasan tidak dilaksanakan", "reason_not_done"),
        Column("Kegiatan", "activities", CellFormat.WHOLE),
        Column("Bukti", "evidence", CellFormat.WHOLE),
        Column("Henti (menit)", "downtime_minutes", CellFormat.WHOLE),
        Column("Biaya", "cost", CellFormat.MONEY),
    )


def _activities(cycle_data: CycleData) -> Sheet:
    return Sheet.from_records(
        "Kegiatan",
        cycle_data.activities,
        Column("Perintah kerja", "order"),
        Column("Mulai", "started_at", CellFormat.TIME),
        Column("Selesai", "ended_at", CellFormat.TIME),
        Column("Uraian", "description"),
        Column("Personel", "people"),
        Column("Henti (menit)", "downtime_minutes", CellFormat.WHOLE),
        Column("Biaya", "cost", CellFormat.MONEY),
    )


def _journal(cycle_data: CycleData) -> Sheet:
    return Sheet.from_records(
        "Jurnal",
        cycle_data.journal,
        Column("Nomor", "sequence", CellFormat.WHOLE),
        Column("Waktu", "at", CellFormat.TIME),
        Column("Langkah", "move"),
        Column("Dari", "source"),
        Column("Ke", "target"),
        Column("Putaran", "round", CellFormat.WHOLE),
        Column("Oleh", "by"),
        Column("Peran", "role"),
        Column("Alasan", "ground"),
        Column("Hash", "hash"),
    )


def annual_report_sheets(document_data: AnnualReportData) -> list[Sheet]:
    before, vendor, internal = (
        {each.key: each for each in figures}
        for figures in (document_data.before, document_data.vendor, document_data.internal)
    )
    return [
        common.indicators_sheet(
            document_data.indicators,
            Column(
                f"Nilai tahun {document_data.year - 1}",
                lambda each: common.indicator_value(before.get(each.key)),
            ),
            Column("Nilai oleh vendor", lambda each: common.indicator_value(vendor.get(each.key))),
            Column("Nilai oleh tim internal", lambda each: common.indicator_value(internal.get(each.key))),
        ),
        Sheet.from_records(
            "Siklus",
            document_data.cycles,
            Column("Siklus", "code"),
            Column("Rencana", "title"),
            Column("Keadaan", "state"),
            Column("Mulai", "starts_on", CellFormat.DAY),
            Column("Sampai", "ends_on", CellFormat.DAY),
            Column("Laporan manajemen", "report"),
            Column("Putaran", "rounds", CellFormat.WHOLE),
            *common.WORK_ORDER_COUNT_COLUMNS,
            Column("Temuan", "findings", CellFormat.WHOLE),
            Column("Temuan terbuka", "open_findings", CellFormat.WHOLE),
            Column("Anggaran", "budget", CellFormat.MONEY),
            Column("Biaya", "cost", CellFormat.MONEY),
            Column("Bagian anggaran", ratio("cost", "budget"), CellFormat.SHARE),
            Column("Indikator SOP terpenuhi", "is_achieved", CellFormat.YES_NO),
            Column("Rekomendasi", "recommendations"),
        ),
        Sheet.from_records("Pelaksana", document_data.parties, *common.performer_columns(judged=True)),
    ]
