"""Sheets of SOP rows 4 to 6: activity documentation, minutes and evaluation of a round."""

from __future__ import annotations

from reports.types.documentation.data import DocumentationData
from reports.types.evaluation import EvaluationData
from reports.types.minutes import MinutesData
from reports.workbooks import common
from reports.workbooks.sheet import CellFormat, Column, Sheet


def documentation_sheets(document_data: DocumentationData) -> list[Sheet]:
    activities = [(work_order, each) for work_order in document_data.orders for each in work_order.activities]
    answers = [
        (work_order, activity, each) for work_order, activity in activities for each in activity.answers
    ]
    evidence = [(work_order, each) for work_order, activity in activities for each in activity.evidence]
    findings = [(work_order, each) for work_order in document_data.orders for each in work_order.findings]
    code = Column("Perintah kerja", lambda row: row[0].code)
    return [
        Sheet.from_records(
            "Perintah kerja",
            document_data.orders,
            Column("Kode", "code"),
            Column("Pekerjaan", "work"),
            Column("Aset", "asset"),
            Column("Lokasi", "location"),
            Column("Jatuh tempo", "due_on", CellFormat.DAY),
            Column("Selesai", "completed_on", CellFormat.DAY),
            Column("Keadaan", "state_label"),
            Column("Tepat waktu", "is_on_time", CellFormat.YES_NO),
            Column("Alasan tidak dilaksanakan", "reason_not_done"),
        ),
        Sheet.from_records(
            "Kegiatan",
            activities,
            code,
            Column("Mulai", lambda row: row[1].started_at, CellFormat.TIME),
            Column("Selesai", lambda row: row[1].ended_at, CellFormat.TIME),
            Column("Jam", lambda row: row[1].hours, CellFormat.NUMBER),
            Column("Uraian", lambda row: row[1].description),
            Column("Personel", lambda row: row[1].people),
            Column("Pelaksana", lambda row: row[1].performed_by),
            Column("Pencatat", lambda row: row[1].recorded_by),
            Column("Biaya", lambda row: row[1].cost, CellFormat.MONEY),
            Column("Henti (menit)", lambda row: row[1].downtime_minutes, CellFormat.WHOLE),
        ),
        Sheet.from_records(
            "Daftar periksa",
            answers,
            code,
            Column("Kegiatan mulai", lambda row: row[1].started_at, CellFormat.TIME),
            Column("Butir", lambda row: row[2].item),
            Column("Nilai", lambda row: row[2].value),
            Column("Batas", lambda row: row[2].limits),
            Column("Dalam batas", lambda row: row[2].within, CellFormat.YES_NO),
        ),
        Sheet.from_records(
            "Bukti",
            evidence,
            code,
            Column("Jenis", lambda row: row[1].purpose),
            Column("Keterangan", lambda row: row[1].caption),
            Column("Berkas", lambda row: row[1].name),
            Column("Diambil", lambda row: row[1].taken_at, CellFormat.TIME),
            Column("Diterima", lambda row: row[1].uploaded_at, CellFormat.TIME),
            Column("Ukuran (bita)", lambda row: row[1].size, CellFormat.WHOLE),
            Column("SHA-256", lambda row: row[1].sha256),
        ),
        common.reviews_sheet([each for work_order in document_data.orders for each in work_order.reviews]),
        Sheet.from_records(
            "Temuan",
            findings,
            code,
            Column("Temuan", lambda row: row[1].title),
            Column("Tingkat", lambda row: row[1].severity),
            Column("Dibuka", lambda row: row[1].opened_at, CellFormat.TIME),
            Column("Tindak lanjut", lambda row: row[1].follow_up),
            Column("Ditutup", lambda row: row[1].closed_at, CellFormat.TIME),
            Column("Catatan penutup", lambda row: row[1].closing_note),
        ),
    ]


def minutes_sheets(document_data: MinutesData) -> list[Sheet]:
    return [
        Sheet.from_records(
            "Perintah kerja",
            document_data.orders,
            Column("Kode", "code"),
            Column("Pekerjaan", "work"),
            Column("Aset", "asset"),
            Column("Jatuh tempo", "due_on", CellFormat.DAY),
            Column("Selesai", "completed_on", CellFormat.DAY),
            Column("Hasil", "state_label"),
            Column("Catatan", "remark"),
        ),
        Sheet.from_records("Temuan terbuka", document_data.open_findings, Column("Temuan", str)),
        Sheet.from_records(
            "Kontrak",
            [document_data.contract],
            Column("Nomor", "number"),
            Column("Judul", "title"),
            Column("Mulai", "starts_on", CellFormat.DAY),
            Column("Berakhir", "ends_on", CellFormat.DAY),
            Column("Nilai", "value", CellFormat.MONEY),
            Column("Adendum", lambda contract: "; ".join(contract.amendments)),
        ),
    ]


def evaluation_sheets(document_data: EvaluationData) -> list[Sheet]:
    results = [(criterion, each) for criterion in document_data.criteria for each in criterion.results]
    return [
        Sheet.from_records(
            "Penilaian",
            results,
            *common.CRITERION_RESULT_COLUMNS,
            Column("Nilai", lambda row: row[1].value, CellFormat.NUMBER),
            Column("Terukur", lambda row: row[1].measured),
            Column("Dihitung dari", lambda row: row[1].counted),
            Column("Hitungan sistem yang diubah", lambda row: row[1].changed),
            Column("Putusan", lambda row: row[1].verdict_label),
            Column("Catatan", lambda row: row[1].note),
        ),
        Sheet.from_records(
            "Putaran",
            document_data.rounds,
            Column("Putaran", "number", CellFormat.WHOLE),
            Column("Pelaksana", "executor_name"),
            Column("Mulai", "starts_on", CellFormat.DAY),
            Column("Sampai", "ends_on", CellFormat.DAY),
            *common.CONCLUSION_COLUMNS,
        ),
    ]
