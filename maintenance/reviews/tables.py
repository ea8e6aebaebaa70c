"""Table of the review queue: the columns of work orders, a checkbox, and the time of hand-in."""

from __future__ import annotations

from typing import Any, Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.html import row_checkbox
from core.lists.table import Cells, Table, TableColumn
from core.templatetags.siklus import format_datetime
from maintenance.work_orders.tables import COMMON_COLUMNS, WORK_ORDER_FIELDS, common_cells, displayed_code


def _row(work_order: Any) -> Cells:
    return (
        _checkbox(work_order),
        *common_cells(work_order, "maintenance:review"),
        format_datetime(work_order.handed_in_at),
    )


def _checkbox(work_order: Any) -> SafeString:
    return row_checkbox(
        "order", work_order.pk, gettext("Pilih %(code)s") % {"code": displayed_code(work_order)}
    )


REVIEW_QUEUE: Final = Table(
    columns=(
        TableColumn(_("Pilih"), css="select-cell", unlabelled=True, hidden_title=True),
        *COMMON_COLUMNS,
        TableColumn(_("Dikirim")),
    ),
    row=_row,
    fields=WORK_ORDER_FIELDS,
    row_header=1,
)
