"""Guards: what must be true before the cycle moves on. A guard returns the reasons against it; empty means go.

The same function is the django-fsm condition and the explanation on the page, so the two cannot drift apart.
A guard judges the cycle as it stands; while a move is under way (`cycle.attempt`) it judges what was filled in, too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.db.models import Sum
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from core.formats import angka, tanggal
from maintenance.reasons import Reason
from plans.models import CriterionKind
from vendors.models import Contract

if TYPE_CHECKING:
    from maintenance.models.cycle import Cycle

Guard = Callable[["Cycle"], list[Reason]]


def plan_is_complete(cycle: Cycle) -> list[Reason]:
    """Row 1: assets, dates, basis, at least one planned work on assets, and the architecture as input."""
    plan, reasons = cycle.plan, []
    if not plan.assets.exists():
        reasons.append(
            Reason(
                "assets",
                _("Rencana belum menyebut aset yang dipelihara."),
                reverse_lazy("plans:scope", args=[plan.pk]),
            )
        )
    if not (plan.architecture.exists() or plan.uses_map):
        reasons.append(
            Reason(
                "architecture",
                _(
                    "Masukan baris 1, arsitektur infrastruktur, belum ada: pilih dokumen atau peta ketergantungan."
                ),
                reverse_lazy("plans:scope", args=[plan.pk]),
            )
        )
    if not plan.objective.strip():
        reasons.append(
            Reason(
                "objective",
                _("Tujuan pemeliharaan belum ditulis."),
                reverse_lazy("plans:edit", args=[plan.pk]),
            )
        )
    works = list(plan.works.prefetch_related("assets"))
    if not works:
        reasons.append(
            Reason(
                "works",
                _("Belum ada satu pun pekerjaan terencana."),
                reverse_lazy("plans:works", args=[plan.pk]),
            )
        )
    scope = {asset.pk for asset in plan.assets.all()}
    for work in works:
        url = reverse_lazy("plans:work_edit", args=[plan.pk, work.pk])
        assets = work.assets.all()
        if not assets:
            text = _("Pekerjaan “%(work)s” belum menyebut asetnya.")
            reasons.append(Reason("work_assets", text % {"work": work.title}, url))
        if any(asset.pk not in scope for asset in assets):
            text = _("Pekerjaan “%(work)s” memakai aset di luar lingkup rencana.")
            reasons.append(Reason("work_scope", text % {"work": work.title}, url))
    return reasons


def criteria_are_complete(cycle: Cycle) -> list[Reason]:
    """Row 2: there is a criterion; each has measure, target and evidence; weights add up to 100."""
    plan, reasons = cycle.plan, []
    url = reverse_lazy("plans:criteria", args=[plan.pk])
    criteria = list(plan.criteria.all())
    if not criteria:
        return [Reason("criteria", _("Belum ada kriteria penerimaan."), url)]
    for criterion in criteria:
        edit = reverse_lazy("plans:criterion_edit", args=[plan.pk, criterion.pk])
        if not criterion.method.strip():
            text = _("Kriteria %(code)s belum menyebut cara mengukurnya.")
            reasons.append(Reason("method", text % {"code": criterion.code}, edit))
        if criterion.kind != CriterionKind.YES_NO and criterion.target is None:
            text = _("Kriteria %(code)s belum mempunyai target.")
            reasons.append(Reason("target", text % {"code": criterion.code}, edit))
        if not criterion.evidence.strip():
            text = _("Kriteria %(code)s belum menyebut buktinya.")
            reasons.append(Reason("evidence", text % {"code": criterion.code}, edit))
    total = plan.criteria.aggregate(total=Sum("weight"))["total"] or Decimal(0)
    if total != 100:
        text = _("Jumlah bobot kriteria %(total)s %%; seharusnya tepat 100 %%.")
        reasons.append(Reason("weights", text % {"total": angka(total)}, url))
    return reasons


def vendor_round_can_start(cycle: Cycle) -> list[Reason]:
    """Rows 3 and 7 -> 4: a window in the period, a contract active throughout it, a person who can sign in."""
    reasons = _window_is_open(cycle)
    contract: Contract | None = cycle.input("contract")
    if cycle.attempt is None:
        return reasons + _some_contract_fits(cycle)
    if contract is None:
        return [*reasons, Reason("contract", _("Pilih kontrak yang menjadi dasar pekerjaan vendor."))]
    starts_on, ends_on = cycle.input("starts_on"), cycle.input("ends_on")
    url = contract.get_absolute_url()
    for day in (starts_on, ends_on):
        if day and (why := contract.why_not_active_on(day)):
            text = _("Pada %(date)s kontrak tidak aktif. %(why)s")
            reasons.append(Reason("contract_active", text % {"date": tanggal(day), "why": why}, url))
            break
    if not contract.vendor.has_person_who_can_sign_in():
        text = _("%(vendor)s belum mempunyai orang yang dapat masuk ke portal.")
        reasons.append(
            Reason(
                "vendor_person", text % {"vendor": contract.vendor.name}, contract.vendor.get_absolute_url()
            )
        )
    return reasons


def internal_round_can_start(cycle: Cycle) -> list[Reason]:
    """Rows 3 and 7 -> 5: a window in the period, and a team that is named."""
    reasons = _window_is_open(cycle)
    if cycle.attempt is not None and not str(cycle.input("team", "")).strip():
        reasons.append(Reason("team", _("Sebutkan tim internal yang mengerjakan putaran ini.")))
    return reasons


def decision_is_grounded(cycle: Cycle) -> list[Reason]:
    """Rows 3 and 7 are decisions, recorded with their reason."""
    if cycle.attempt is not None and not cycle.ground:
        return [Reason("ground", _("Tulis alasan keputusan ini; alasan itu dicatat di jurnal."))]
    return []


def work_is_settled(cycle: Cycle) -> list[Reason]:
    """Rows 4 and 5: every work order is accepted, or closed as not done with a reason."""
    from maintenance.models.work_order import WorkOrderState

    round_ = cycle.current_round
    if round_ is None:
        return [Reason("round", _("Tidak ada putaran yang sedang berjalan."))]
    counts = round_.count_by_state()
    url = reverse("maintenance:work_orders", args=[cycle.pk])
    sentences = {
        WorkOrderState.OPEN: (
            "open",
            ngettext_lazy(
                "%(n)s perintah kerja belum didokumentasikan.",
                "%(n)s perintah kerja belum didokumentasikan.",
                "n",
            ),
        ),
        WorkOrderState.RETURNED: (
            "returned",
            ngettext_lazy(
                "%(n)s perintah kerja dikembalikan dan menunggu perbaikan.",
                "%(n)s perintah kerja dikembalikan dan menunggu perbaikan.",
                "n",
            ),
        ),
        WorkOrderState.DOCUMENTED: (
            "unreviewed",
            ngettext_lazy(
                "%(n)s perintah kerja menunggu pemeriksaan Seksi Operasional.",
                "%(n)s perintah kerja menunggu pemeriksaan Seksi Operasional.",
                "n",
            ),
        ),
    }
    return [
        Reason(code, text % {"n": counts[state]}, f"{url}?state={state.value}")
        for state, (code, text) in sentences.items()
        if counts.get(state)
    ]


def handover_is_grounded(cycle: Cycle) -> list[Reason]:
    """Row 4 by Seksi Operasional on the vendor's behalf: says why."""
    on_behalf = cycle.attempt is not None and cycle.attempt.by.is_operational
    if on_behalf and not cycle.ground:
        return [Reason("ground", _("Tulis alasan mengapa serah terima dilakukan atas nama vendor."))]
    return []


def round_is_evaluated(cycle: Cycle) -> list[Reason]:
    """Row 6: every criterion is measured and judged for this round, and a conclusion is written."""
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
    """Row 7 -> 8: the period is over, or a ground is given (`permissions.ends` sees to it that it is the head's)."""
    if cycle.is_over or cycle.attempt is None or cycle.ground:
        return []
    text = _("Periode baru berakhir %(date)s. Tulis dasar mengapa siklus diakhiri lebih awal.")
    return [Reason("ground", text % {"date": tanggal(cycle.period_end)})]


@dataclass(frozen=True)
class IssuedFile:
    """The PDF that closes a cycle: its number, the name under which the storage keeps it, its hash."""

    number: str
    name: str
    sha256: str

    def exists(self) -> bool:
        """Whether the storage holds exactly these bytes."""
        if not default_storage.exists(self.name):
            return False
        with default_storage.open(self.name) as file:
            return hashlib.sha256(file.read()).hexdigest() == self.sha256


def report_is_ready(cycle: Cycle) -> list[Reason]:
    """Row 8: closing evaluation and recommendations are written; the PDF exists."""
    reasons = []
    url = reverse("maintenance:closing", args=[cycle.pk])
    if not cycle.closing_evaluation.strip():
        reasons.append(Reason("closing", _("Evaluasi kegiatan pemeliharaan belum ditulis."), url))
    if not cycle.recommendations.strip():
        reasons.append(Reason("recommendations", _("Rekomendasi belum ditulis."), url))
    report: IssuedFile | None = cycle.input("report")
    if cycle.attempt is not None and (report is None or not report.exists()):
        text = _("Laporan manajemen belum ada: terbitkan melalui halaman laporan.")
        reasons.append(Reason("report", text, reverse_lazy("reports:issue", args=[cycle.pk])))
    return reasons


def _window_is_open(cycle: Cycle) -> list[Reason]:
    """The period is not over, and the window (given or the plan's next) lies in it, after the round before."""
    if cycle.is_over:
        text = _("Periode siklus telah berakhir %(date)s; putaran baru tidak dapat dimulai.")
        return [Reason("over", text % {"date": tanggal(cycle.period_end)})]
    starts_on: date | None = cycle.input("starts_on")
    ends_on: date | None = cycle.input("ends_on")
    if cycle.attempt is None:
        if cycle.next_window() is None:
            return [Reason("window", _("Rencana tidak menyisakan jendela waktu untuk putaran berikutnya."))]
        return []
    if starts_on is None or ends_on is None or starts_on > ends_on:
        return [
            Reason("window_dates", _("Isi tanggal mulai dan berakhir putaran, dengan urutan yang benar."))
        ]
    reasons = []
    last = max(cycle.period_end, cycle.plan.ends_on)
    if starts_on < cycle.plan.starts_on or ends_on > last:
        text = _("Putaran harus berada di dalam periode rencana, %(start)s sampai %(end)s.")
        reasons.append(
            Reason("window_period", text % {"start": tanggal(cycle.plan.starts_on), "end": tanggal(last)})
        )
    previous = cycle.rounds.order_by("-number").first()
    if previous is not None and starts_on <= previous.ends_on:
        text = _("Putaran ini harus mulai sesudah putaran %(number)s berakhir, %(date)s.")
        reasons.append(
            Reason("window_overlap", text % {"number": previous.number, "date": tanggal(previous.ends_on)})
        )
    return reasons


def _some_contract_fits(cycle: Cycle) -> list[Reason]:
    """Without a choice made yet: is there any contract at all that could carry the next round?"""
    window = cycle.next_window()
    day = max(window[0], timezone.localdate()) if window else timezone.localdate()
    if Contract.objects.active_on(day):
        return []
    text = _("Tidak ada kontrak yang aktif pada %(date)s.")
    return [Reason("contract", text % {"date": tanggal(day)}, reverse_lazy("vendors:contracts"))]
