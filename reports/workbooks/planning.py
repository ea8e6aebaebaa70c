"""The tables of rows 1 and 2: the plan and its criteria."""

from __future__ import annotations

from reports.types.criteria import CriteriaPaper
from reports.types.plan import PlanPaper
from reports.workbooks import common
from reports.workbooks.sheet import Column, Form, Sheet


def plan(paper: PlanPaper) -> list[Sheet]:
    due = [(work, each) for work in paper.works for each in work.due]
    span = (
        Column("Mulai", "start", Form.DAY),
        Column("Sampai", "end", Form.DAY),
        Column("Perintah kerja", "orders", Form.WHOLE),
        Column("Jam kerja", "hours", Form.NUMBER),
        Column("Perkiraan biaya", "cost", Form.MONEY),
    )
    return [
        Sheet.of(
            "Pekerjaan terencana",
            paper.works,
            Column("Pekerjaan", "title"),
            Column("Pola", "recurrence"),
            Column("Aset", "assets", Form.WHOLE),
            Column("Perintah kerja", "orders", Form.WHOLE),
            Column("Jam kerja", "hours", Form.NUMBER),
            Column("Perkiraan biaya", "cost", Form.MONEY),
            Column("Daftar periksa", lambda work: "; ".join(work.checklist)),
            Column("Bukti wajib", lambda work: "; ".join(work.evidence)),
            Column("Petunjuk", "instructions"),
        ),
        Sheet.of(
            "Jatuh tempo",
            due,
            Column("Pekerjaan", lambda pair: pair[0].title),
            Column("Jatuh tempo", lambda pair: pair[1].day, Form.DAY),
            Column("Dipindah karena", lambda pair: pair[1].moved_because),
        ),
        Sheet.of("Per bulan", paper.months, *span),
        Sheet.of("Per putaran", paper.rounds, *span),
        Sheet.of(
            "Aset",
            paper.assets,
            *common.ASSET,
            Column("Pekerjaan terencana", "orders", Form.WHOLE),
        ),
        Sheet.of(
            "Ketergantungan",
            paper.links,
            Column("Aset", "asset"),
            Column("Bergantung pada", "depends_on"),
            Column("Jenis", "kind"),
        ),
    ]


def criteria(paper: CriteriaPaper) -> list[Sheet]:
    return [
        Sheet.of(
            "Kriteria",
            paper.criteria,
            Column("Kode", "code"),
            Column("Kriteria", "text"),
            Column("Target", "target"),
            Column("Bobot", lambda each: each.weight / 100, Form.SHARE),
            Column("Wajib", "is_mandatory", Form.YES_NO),
            Column("Sumber nilai", "source"),
            Column("Cara mengukur", "method"),
            Column("Bukti", "evidence"),
        )
    ]
