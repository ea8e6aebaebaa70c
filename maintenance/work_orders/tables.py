"""Table of work orders: columns and cells. `reviews.tables` shares `COMMON_COLUMNS` and `common_cells`."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.html import join_html, link, secondary_line
from core.lists.table import Cells, Table, TableColumn
from core.templatetags.siklus import format_date
from maintenance.models.work_order import is_overdue, work_order_code
from maintenance.templatetags.work_orders import overdue_label, state_label
from maintenance.work_orders.url_namespaces import WorkUrls

CODE_FIELDS: Final = ("round__cycle__code", "round__number", "sequence")
WORK_ORDER_FIELDS: Final = (
    *("pk", *CODE_FIELDS, "planned_work__title", "asset__name", "asset__code", "due_on", "state"),
    *("round__team", "round__contract__vendor__name", "handed_in_at"),
)
COMMON_COLUMNS: Final = (
    TableColumn(sort="code"),
    TableColumn(sort="asset"),
    TableColumn(sort="due"),
    TableColumn(_("Pelaksana")),
)


def displayed_code(work_order: Any) -> str:
    return work_order_code(work_order.round__cycle__code, work_order.round__number, work_order.sequence)


def common_cells(work_order: Any, page: str) -> Cells:
    """Return the cells that all tables of work orders share. `page` is the URL name that a row links to."""
    late = overdue_label() if is_overdue(work_order.state, work_order.due_on) else ""
    return (
        link(reverse(page, args=[work_order.pk]), work_order.planned_work__title, displayed_code(work_order)),
        join_html(work_order.asset__name, secondary_line(work_order.asset__code)),
        join_html(format_date(work_order.due_on), " ", late),
        work_order.round__contract__vendor__name or work_order.round__team,
    )


@cache
def work_orders_table(work_urls: WorkUrls) -> Table:
    def row(work_order: Any) -> Cells:
        return (*common_cells(work_order, work_urls["work_order"]), join_html(state_label(work_order.state)))

    return Table(columns=(*COMMON_COLUMNS, TableColumn(_("Keadaan"))), row=row, fields=WORK_ORDER_FIELDS)
