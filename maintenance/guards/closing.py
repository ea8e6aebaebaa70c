"""Guards of SOP rows 6 to 8: the round is evaluated, the cycle may end, the management report is ready."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from core.i18n.formats import format_date
from maintenance.reasons import Reason

if TYPE_CHECKING:
    from maintenance.models.cycle import Cycle


def round_is_evaluated(cycle: Cycle) -> list[Reason]:
    """Row 6: requires a judgement of every criterion in the open round, and a conclusion."""
    url = reverse("maintenance:evaluation", args=[cycle.pk])
    evaluation = getattr(cycle.current_round, "evaluation", None)
    if evaluation is None:
        return [Reason("evaluation", _("Evaluasi putaran ini belum dibuat."), url)]
    reasons = []
    judged = set(evaluation.results.filter(judged_at__isnull=False).values_list("criterion_id", flat=True))
    for criterion in cycle.plan.criteria.all():
        if criterion.pk not in judged:
            text = _("Kriteria %(code)s belum dinilai.")
            reasons.append(
                Reason("criterion", text % {"code": criterion.code}, f"{url}#criterion-{criterion.pk}")
            )
    if not evaluation.conclusion.strip():
        reasons.append(Reason("conclusion", _("Kesimpulan evaluasi belum ditulis."), f"{url}#conclusion"))
    return reasons


def cycle_may_end(cycle: Cycle) -> list[Reason]:
    """Row 7 -> 8: requires that the period is over, or that the user gives a reason for an early end.

    `permissions.require_head_before_period_end` ensures that only the head can end the cycle early.
    """
    if cycle.is_over or cycle.move_request is None or cycle.move_reason:
        return []
    text = _("Periode baru berakhir %(date)s. Tulis dasar mengapa siklus diakhiri lebih awal.")
    return [Reason("reason", text % {"date": format_date(cycle.period_end)})]


@dataclass(frozen=True)
class IssuedFile:
    """PDF file of the management report: document number, name in the file storage, and SHA-256 of the content."""

    number: str
    name: str
    sha256: str

    def exists(self) -> bool:
        """Return whether the file storage contains the file and its content has the hash `sha256`."""
        if not default_storage.exists(self.name):
            return False
        with default_storage.open(self.name) as file:
            return hashlib.sha256(file.read()).hexdigest() == self.sha256


def report_is_ready(cycle: Cycle) -> list[Reason]:
    """Row 8: requires the closing evaluation, the recommendations and the PDF of the management report."""
    reasons = []
    url = reverse("maintenance:closing", args=[cycle.pk])
    if not cycle.closing_evaluation.strip():
        reasons.append(Reason("closing", _("Evaluasi kegiatan pemeliharaan belum ditulis."), url))
    if not cycle.recommendations.strip():
        reasons.append(Reason("recommendations", _("Rekomendasi belum ditulis."), url))
    report: IssuedFile | None = cycle.move_input("report")
    if cycle.move_request is not None and (report is None or not report.exists()):
        text = _("Laporan manajemen belum ada: terbitkan melalui halaman laporan.")
        reasons.append(Reason("report", text, reverse_lazy("reports:issue_report", args=[cycle.pk])))
    return reasons
