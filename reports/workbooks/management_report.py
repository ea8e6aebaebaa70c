"""The tables of row 8: the management report of a cycle, and the annual report of a budget year."""

from __future__ import annotations

from reports.data.cycle_data import Facts
from reports.types.annual.data import AnnualPaper
from reports.types.management_report import ReportPaper
from reports.workbooks import common
from reports.workbooks.sheet import Column, Form, Sheet, share


def management(paper: ReportPaper) -> list[Sheet]:
    facts = paper.facts
    return [
        common.indicators(facts.indicators),
        _rounds(facts),
        _results(facts),
        Sheet.of(
            "Pelaksana",
            facts.performers,
            *common.performer(),
            Column("Nilai rata-rata", "average_score", Form.NUMBER),
        ),
        Sheet.of(
            "Pekerjaan terencana",
            facts.works,
            Column("Pekerjaan", "title"),
            Column("Pola", "recurrence"),
            Column("Aset", "assets", Form.WHOLE),
            Column("Perintah kerja", "orders", Form.WHOLE),
            Column("Diterima", "accepted", Form.WHOLE),
            Column("Tidak dilaksanakan", "not_done", Form.WHOLE),
        ),
        Sheet.of(
            "Aset",
            facts.assets,
            *common.ASSET,
            Column("Perintah kerja", "orders", Form.WHOLE),
        ),
        _findings(facts),
        _orders(facts),
        _activities(facts),
        Sheet.of(
            "Bukti",
            facts.evidence,
            Column("Perintah kerja", "order"),
            Column("Jenis", "purpose"),
            Column("Berkas", "name"),
            Column("Ukuran (bita)", "size", Form.WHOLE),
            Column("SHA-256", "sha256"),
        ),
        common.reviews(facts.reviews),
        _journal(facts),
    ]


def _rounds(facts: Facts) -> Sheet:
    return Sheet.of(
        "Putaran",
        facts.rounds,
        Column("Putaran", "number", Form.WHOLE),
        Column("Jenis pelaksana", "executor"),
        Column("Pelaksana", "executor_name"),
        Column("Kontrak", "contract"),
        Column("Mulai", "starts_on", Form.DAY),
        Column("Sampai", "ends_on", Form.DAY),
        *common.COUNTED_ORDERS,
        Column("Bukti wajib", "required_evidence", Form.WHOLE),
        Column("Bukti wajib yang ada", "present_evidence", Form.WHOLE),
        Column("Kegiatan", "activities", Form.WHOLE),
        Column("Bukti", "evidence", Form.WHOLE),
        Column("Temuan", "findings", Form.WHOLE),
        Column("Temuan terbuka", "open_findings", Form.WHOLE),
        Column("Biaya", "cost", Form.MONEY),
        Column("Henti (menit)", "downtime_minutes", Form.WHOLE),
        *common.CONCLUSION,
    )


def _results(facts: Facts) -> Sheet:
    return Sheet.of(
        "Kriteria",
        [(criterion, each) for criterion in facts.criteria for each in criterion.results],
        *common.JUDGED_CRITERION,
        Column("Terukur", lambda row: row[1].measured),
        Column("Hitungan sistem yang diubah", lambda row: row[1].changed),
        Column("Putusan", lambda row: row[1].verdict_label),
        Column("Catatan", lambda row: row[1].note),
    )


def _findings(facts: Facts) -> Sheet:
    return Sheet.of(
        "Temuan",
        facts.findings,
        Column("Perintah kerja", "order"),
        Column("Aset", "asset"),
        Column("Temuan", "title"),
        Column("Tingkat", "severity"),
        Column("Dibuka", "opened_at", Form.TIME),
        Column("Tindak lanjut", "follow_up"),
        Column("Batas tindak lanjut", "follow_up_due", Form.DAY),
        Column("Catatan", lambda each: "; ".join(each.notes)),
        Column("Ditutup", "closed_at", Form.TIME),
        Column("Catatan penutup", "closing_note"),
    )


def _orders(facts: Facts) -> Sheet:
    return Sheet.of(
        "Perintah kerja",
        facts.orders,
        Column("Kode", "code"),
        Column("Putaran", "round", Form.WHOLE),
        Column("Pekerjaan", "work"),
        Column("Aset", "asset"),
        Column("Jatuh tempo", "due_on", Form.DAY),
        Column("Selesai", "completed_on", Form.DAY),
        Column("Keadaan", "state_label"),
        Column("Tepat waktu", "is_on_time", Form.YES_NO),
        Column("Alasan tidak dilaksanakan", "reason_not_done"),
        Column("Kegiatan", "activities", Form.WHOLE),
        Column("Bukti", "evidence", Form.WHOLE),
        Column("Henti (menit)", "downtime_minutes", Form.WHOLE),
        Column("Biaya", "cost", Form.MONEY),
    )


def _activities(facts: Facts) -> Sheet:
    return Sheet.of(
        "Kegiatan",
        facts.activities,
        Column("Perintah kerja", "order"),
        Column("Mulai", "started_at", Form.TIME),
        Column("Selesai", "ended_at", Form.TIME),
        Column("Uraian", "description"),
        Column("Personel", "people"),
        Column("Henti (menit)", "downtime_minutes", Form.WHOLE),
        Column("Biaya", "cost", Form.MONEY),
    )


def _journal(facts: Facts) -> Sheet:
    return Sheet.of(
        "Jurnal",
        facts.journal,
        Column("Nomor", "sequence", Form.WHOLE),
        Column("Waktu", "at", Form.TIME),
        Column("Langkah", "move"),
        Column("Dari", "source"),
        Column("Ke", "target"),
        Column("Putaran", "round", Form.WHOLE),
        Column("Oleh", "by"),
        Column("Peran", "role"),
        Column("Alasan", "ground"),
        Column("Hash", "hash"),
    )


def annual(paper: AnnualPaper) -> list[Sheet]:
    before, vendor, internal = (
        {each.key: each for each in figures} for figures in (paper.before, paper.vendor, paper.internal)
    )
    return [
        common.indicators(
            paper.indicators,
            Column(f"Nilai tahun {paper.year - 1}", lambda each: common.value_of(before.get(each.key))),
            Column("Nilai oleh vendor", lambda each: common.value_of(vendor.get(each.key))),
            Column("Nilai oleh tim internal", lambda each: common.value_of(internal.get(each.key))),
        ),
        Sheet.of(
            "Siklus",
            paper.cycles,
            Column("Siklus", "code"),
            Column("Rencana", "title"),
            Column("Keadaan", "state"),
            Column("Mulai", "starts_on", Form.DAY),
            Column("Sampai", "ends_on", Form.DAY),
            Column("Laporan manajemen", "report"),
            Column("Putaran", "rounds", Form.WHOLE),
            *common.COUNTED_ORDERS,
            Column("Temuan", "findings", Form.WHOLE),
            Column("Temuan terbuka", "open_findings", Form.WHOLE),
            Column("Anggaran", "budget", Form.MONEY),
            Column("Biaya", "cost", Form.MONEY),
            Column("Bagian anggaran", share("cost", "budget"), Form.SHARE),
            Column("Indikator SOP terpenuhi", "is_achieved", Form.YES_NO),
            Column("Rekomendasi", "recommendations"),
        ),
        Sheet.of("Pelaksana", paper.parties, *common.performer(judged=True)),
    ]
