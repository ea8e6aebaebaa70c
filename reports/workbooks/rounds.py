"""The tables of rows 4 to 6: what was done in a round, its minutes, and its evaluation."""

from __future__ import annotations

from reports.types.documentation.data import DocumentationPaper
from reports.types.evaluation import EvaluationPaper
from reports.types.minutes import MinutesPaper
from reports.workbooks import common
from reports.workbooks.sheet import Column, Form, Sheet


def documentation(paper: DocumentationPaper) -> list[Sheet]:
    activities = [(order, each) for order in paper.orders for each in order.activities]
    answers = [(order, activity, each) for order, activity in activities for each in activity.answers]
    pieces = [(order, each) for order, activity in activities for each in activity.evidence]
    findings = [(order, each) for order in paper.orders for each in order.findings]
    code = Column("Perintah kerja", lambda row: row[0].code)
    return [
        Sheet.of(
            "Perintah kerja",
            paper.orders,
            Column("Kode", "code"),
            Column("Pekerjaan", "work"),
            Column("Aset", "asset"),
            Column("Lokasi", "location"),
            Column("Jatuh tempo", "due_on", Form.DAY),
            Column("Selesai", "completed_on", Form.DAY),
            Column("Keadaan", "state_label"),
            Column("Tepat waktu", "is_on_time", Form.YES_NO),
            Column("Alasan tidak dilaksanakan", "reason_not_done"),
        ),
        Sheet.of(
            "Kegiatan",
            activities,
            code,
            Column("Mulai", lambda row: row[1].started_at, Form.TIME),
            Column("Selesai", lambda row: row[1].ended_at, Form.TIME),
            Column("Jam", lambda row: row[1].hours, Form.NUMBER),
            Column("Uraian", lambda row: row[1].description),
            Column("Personel", lambda row: row[1].people),
            Column("Pelaksana", lambda row: row[1].performed_by),
            Column("Pencatat", lambda row: row[1].recorded_by),
            Column("Biaya", lambda row: row[1].cost, Form.MONEY),
            Column("Henti (menit)", lambda row: row[1].downtime_minutes, Form.WHOLE),
        ),
        Sheet.of(
            "Daftar periksa",
            answers,
            code,
            Column("Kegiatan mulai", lambda row: row[1].started_at, Form.TIME),
            Column("Butir", lambda row: row[2].item),
            Column("Nilai", lambda row: row[2].value),
            Column("Batas", lambda row: row[2].limits),
            Column("Dalam batas", lambda row: row[2].within, Form.YES_NO),
        ),
        Sheet.of(
            "Bukti",
            pieces,
            code,
            Column("Jenis", lambda row: row[1].purpose),
            Column("Keterangan", lambda row: row[1].caption),
            Column("Berkas", lambda row: row[1].name),
            Column("Diambil", lambda row: row[1].taken_at, Form.TIME),
            Column("Diterima", lambda row: row[1].uploaded_at, Form.TIME),
            Column("Ukuran (bita)", lambda row: row[1].size, Form.WHOLE),
            Column("SHA-256", lambda row: row[1].sha256),
        ),
        common.reviews([each for order in paper.orders for each in order.reviews]),
        Sheet.of(
            "Temuan",
            findings,
            code,
            Column("Temuan", lambda row: row[1].title),
            Column("Tingkat", lambda row: row[1].severity),
            Column("Dibuka", lambda row: row[1].opened_at, Form.TIME),
            Column("Tindak lanjut", lambda row: row[1].follow_up),
            Column("Ditutup", lambda row: row[1].closed_at, Form.TIME),
            Column("Catatan penutup", lambda row: row[1].closing_note),
        ),
    ]


def minutes(paper: MinutesPaper) -> list[Sheet]:
    return [
        Sheet.of(
            "Perintah kerja",
            paper.orders,
            Column("Kode", "code"),
            Column("Pekerjaan", "work"),
            Column("Aset", "asset"),
            Column("Jatuh tempo", "due_on", Form.DAY),
            Column("Selesai", "completed_on", Form.DAY),
            Column("Hasil", "state_label"),
            Column("Catatan", "remark"),
        ),
        Sheet.of("Temuan terbuka", paper.open_findings, Column("Temuan", str)),
        Sheet.of(
            "Kontrak",
            [paper.contract],
            Column("Nomor", "number"),
            Column("Judul", "title"),
            Column("Mulai", "starts_on", Form.DAY),
            Column("Berakhir", "ends_on", Form.DAY),
            Column("Nilai", "value", Form.MONEY),
            Column("Adendum", lambda contract: "; ".join(contract.amendments)),
        ),
    ]


def evaluation(paper: EvaluationPaper) -> list[Sheet]:
    results = [(criterion, each) for criterion in paper.criteria for each in criterion.results]
    return [
        Sheet.of(
            "Penilaian",
            results,
            *common.JUDGED_CRITERION,
            Column("Nilai", lambda row: row[1].value, Form.NUMBER),
            Column("Terukur", lambda row: row[1].measured),
            Column("Dihitung dari", lambda row: row[1].counted),
            Column("Hitungan sistem yang diubah", lambda row: row[1].changed),
            Column("Putusan", lambda row: row[1].verdict_label),
            Column("Catatan", lambda row: row[1].note),
        ),
        Sheet.of(
            "Putaran",
            paper.rounds,
            Column("Putaran", "number", Form.WHOLE),
            Column("Pelaksana", "executor_name"),
            Column("Mulai", "starts_on", Form.DAY),
            Column("Sampai", "ends_on", Form.DAY),
            *common.CONCLUSION,
        ),
    ]
