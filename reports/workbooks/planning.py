"""Sheets of SOP rows 1 and 2: the plan and its acceptance criteria."""

from __future__ import annotations

from reports.types.criteria import CriteriaDocumentData
from reports.types.plan import PlanDocumentData
from reports.workbooks import common
from reports.workbooks.sheet import CellFormat, Column, Sheet


def plan_sheets(document_data: PlanDocumentData) -> list[Sheet]:
    due = [(work, each) for work in document_data.works for each in work.due]
    period_columns = (
        Column("Mulai", "start", CellFormat.DAY),
        Column("Sampai", "end", CellFormat.DAY),
        Column("Perintah kerja", "orders", CellFormat.WHOLE),
        Column("Jam kerja", "hours", CellFormat.NUMBER),
        Column("Perkiraan biaya", "cost", CellFormat.MONEY),
    )
    return [
        Sheet.from_records(
            "Pekerjaan terencana",
            document_data.works,
            Column("Pekerjaan", "title"),
            Column("Pola", "recurrence"),
            Column("Aset", "assets", CellFormat.WHOLE),
            Column("Perintah kerja", "orders", CellFormat.WHOLE),
            Column("Jam kerja", "hours", CellFormat.NUMBER),
            Column("Perkiraan biaya", "cost", CellFormat.MONEY),
            Column("Daftar periksa", lambda work: "; ".join(work.checklist)),
            Column("Bukti wajib", lambda work: "; ".join(work.evidence)),
            Column("Petunjuk", "instructions"),
        ),
        Sheet.from_records(
            "Jatuh tempo",
            due,
            Column("Pekerjaan", lambda pair: pair[0].title),
            Column("Jatuh tempo", lambda pair: pair[1].day, CellFormat.DAY),
            Column("Dipindah karena", lambda pair: pair[1].moved_because),
        ),
        Sheet.from_records("Per bulan", document_data.months, *period_columns),
        Sheet.from_records("Per putaran", document_data.rounds, *period_columns),
        Sheet.from_records(
            "Aset",
            document_data.assets,
            *common.ASSET_COLUMNS,
            Column("Pekerjaan terencana", "orders", CellFormat.WHOLE),
        ),
        Sheet.from_records(
            "Ketergantungan",
            document_data.links,
            Column("Aset", "asset"),
            Column("Bergantung pada", "depends_on"),
            Column("Jenis", "kind"),
        ),
    ]


def criteria_sheets(document_data: CriteriaDocumentData) -> list[Sheet]:
    return [
        Sheet.from_records(
            "Kriteria",
            document_data.criteria,
            Column("Kode", "code"),
            Column("Kriteria", "text"),
            Column("Target", "target"),
            Column("Bobot", lambda each: each.weight / 100, CellFormat.SHARE),
            Column("Wajib", "is_mandatory", CellFormat.YES_NO),
            Column("Sumber nilai", "source"),
            Column("Cara mengukur", "method"),
            Column("Bukti", "evidence"),
        )
    ]
