"""Texts that explain the consequences of each move before the user confirms it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from maintenance.sop import Move

CONSEQUENCES = {
    Move.SUBMIT_PLAN: _(
        "Rencana diajukan dan siklus beralih ke penetapan kriteria penerimaan (baris 2). Setelah itu isi rencana "
        "tidak dapat diubah; yang masih terbuka hanyalah kriterianya."
    ),
    Move.SET_CRITERIA: _(
        "Rencana dan kriteria penerimaan dibekukan: sesudah ini tidak dapat diubah oleh siapa pun, karena pekerjaan "
        "akan dinilai terhadapnya."
    ),
    Move.START_VENDOR_ROUND: _(
        "Putaran baru dimulai dan dikerjakan vendor (baris 4). Perintah kerja dibuat dari pekerjaan terencana yang "
        "jatuh tempo di dalam jendela waktunya."
    ),
    Move.START_INTERNAL_ROUND: _(
        "Putaran baru dimulai dan dikerjakan tim internal (baris 5). Perintah kerja dibuat dari pekerjaan terencana "
        "yang jatuh tempo di dalam jendela waktunya."
    ),
    Move.COMPLETE_VENDOR_WORK: _(
        "Pekerjaan vendor pada putaran ini diserahterimakan dan tidak dapat ditambah lagi; "
        "berikutnya evaluasi (baris 6)."
    ),
    Move.COMPLETE_INTERNAL_WORK: _(
        "Pekerjaan tim internal pada putaran ini dinyatakan selesai dan tidak dapat ditambah lagi; berikutnya "
        "evaluasi (baris 6)."
    ),
    Move.CONCLUDE_EVALUATION: _(
        "Nilai dan kesimpulan putaran ini ditetapkan dan tidak dapat diubah lagi; "
        "berikutnya keputusan kelanjutan (baris 7)."
    ),
    Move.END: _(
        "Siklus diakhiri: tidak ada putaran lagi. Yang tersisa hanyalah evaluasi kegiatan dan "
        "laporan manajemen (baris 8)."
    ),
    Move.FINISH: _(
        "Laporan manajemen diberi nomor dan diterbitkan sebagai PDF; siklus selesai dan tidak dapat diubah lagi."
    ),
}
