"""Table of the work orders that are due on one day of the calendar."""

from __future__ import annotations

from typing import Any, Final

from django.urls import reverse
from django.utils.translation import pgettext_lazy

from core.html import choice_label, link, tag
from core.lists.table import Cells, Table, TableColumn
from maintenance.models import WorkOrderState
from maintenance.models.work_order import work_order_code

TONES: Final = {
    WorkOrderState.ACCEPTED: "good",
    WorkOrderState.RETURNED: "bad",
    WorkOrderState.NOT_DONE: "bad",
    WorkOrderState.DOCUMENTED: "warn",
}


def _due_row(work_order: Any) -> Cells:
    code = work_order_code(work_order.round__cycle__code, work_order.round__number, work_order.sequence)
    return (
        link(reverse("maintenance:work_order", args=[work_order.pk]), code),
        work_order.planned_work__title,
        f"{work_order.asset__code} {work_order.asset__name}",
        tag(choice_label(WorkOrderState, work_order.state), TONES.get(WorkOrderState(work_order.state), "")),
    )


DUE_WORK_ORDERS: Final = Table(
    columns=(
        TableColumn(pgettext_lazy("one", "Perintah kerja")),
        TableColumn(sort="work"),
        TableColumn(sort="asset"),
        TableColumn(sort="state"),
    ),
    row=_due_row,
    fields=(
        *("pk", "round__cycle__code", "round__number", "sequence"),
        *("planned_work__title", "asset__code", "asset__name", "state"),
    ),
)
