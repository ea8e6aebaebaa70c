"""Guards of rows 1 and 2: the plan and the acceptance criteria must be complete."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Sum
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from core.i18n.formats import format_number
from maintenance.reasons import Reason
from plans.models import CriterionKind, Plan, PlannedWork

if TYPE_CHECKING:
    from maintenance.models.cycle import Cycle


def plan_is_complete(cycle: Cycle) -> list[Reason]:
    """Row 1: requires assets, an objective, at least one planned work with assets, and the architecture as input."""
    plan, planned = cycle.plan, list(cycle.plan.works.prefetch_related("assets"))
    scope, edit, works = (
        reverse_lazy(f"plans:{page}", args=[plan.pk]) for page in ("scope", "edit", "works")
    )
    conditions = [
        (not plan.assets.exists(), "assets", _("Rencana belum menyebut aset yang dipelihara."), scope),
        (
            not (plan.architecture.exists() or plan.uses_map),
            "architecture",
            _(
                "Masukan baris 1, arsitektur infrastruktur, belum ada: pilih dokumen atau peta ketergantungan."
            ),
            scope,
        ),
        (not plan.objective.strip(), "objective", _("Tujuan pemeliharaan belum ditulis."), edit),
        (not planned, "works", _("Belum ada satu pun pekerjaan terencana."), works),
    ]
    reasons = [Reason(code, text, url) for is_missing, code, text, url in conditions if is_missing]
    return reasons + _planned_work_reasons(plan, planned)


def _planned_work_reasons(plan: Plan, planned: Sequence[PlannedWork]) -> list[Reason]:
    """Return a reason for each planned work that has no assets or has assets outside the scope of the plan."""
    reasons = []
    scope = {asset.pk for asset in plan.assets.all()}
    for work in planned:
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
    """Row 2: requires acceptance criteria.

    Each criterion must have a method, a target and evidence. The weights of all criteria must add up to 100.
    """
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
        reasons.append(Reason("weights", text % {"total": format_number(total)}, url))
    return reasons
