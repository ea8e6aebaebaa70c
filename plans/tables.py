"""Tables of plans and of assets to select."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.html import NOTHING, choice_label, link, tag
from core.lists.table import Cells, Table, TableColumn
from core.templatetags.siklus import format_number, format_rupiah, format_short_date
from plans.models import PlanStage
from plans.models.plan import stage_of

TONES: Final = {PlanStage.DRAFT: "warn", PlanStage.SUBMITTED: "info", PlanStage.FROZEN: "good"}


def _plan(plan: Any) -> Cells:
    stage = stage_of(plan.submitted_at, plan.frozen_at)
    return (
        link(reverse("plans:detail", args=[plan.pk]), plan.title, plan.cycle__code),
        plan.contract__number or f"{gettext('Tahun anggaran')} {plan.budget_year}",
        f"{format_short_date(plan.starts_on)} – {format_short_date(plan.ends_on)}",
        format_number(plan.asset_count),
        format_number(plan.work_count),
        format_rupiah(plan.budget),
        tag(choice_label(PlanStage, stage), TONES[stage]),
    )


PLANS: Final = Table(
    columns=(
        TableColumn(sort="title"),
        TableColumn(_("Dasar")),
        TableColumn(sort="start"),
        TableColumn(sort="assets", css="num"),
        TableColumn(_("Pekerjaan"), css="num"),
        TableColumn(sort="budget", css="num"),
        TableColumn(_("Keadaan")),
    ),
    row=_plan,
    fields=(
        *("pk", "title", "cycle__code", "contract__number", "budget_year", "starts_on", "ends_on"),
        *("asset_count", "work_count", "budget", "submitted_at", "frozen_at"),
    ),
)


@cache
def asset_selection_table(*, may_change: bool) -> Table:
    """Return the table of assets to select; the checkboxes appear only if the user may change the selection.

    The rows need the annotation `chosen`.
    """

    def row(asset: Any) -> Cells:
        return (
            _box(asset) if may_change else asset.code,
            asset.name,
            asset.category__name,
            asset.location__path or NOTHING,
            tag(gettext("Dipilih"), "good") if asset.chosen else tag(gettext("Belum")),
        )

    return Table(
        columns=(
            TableColumn(sort="code"),
            TableColumn(sort="name", unlabelled=True),
            TableColumn(sort="category"),
            TableColumn(sort="location"),
            TableColumn(_("Pilihan")),
        ),
        row=row,
        fields=("pk", "code", "name", "category__name", "location__path", "chosen"),
    )


def _box(asset: Any) -> str:
    return format_html(
        '<label class="checkbox-label">'
        '<input class="form-check-input" type="checkbox" name="asset" value="{}"> {}</label>',
        asset.pk,
        asset.code,
    )
