"""What the rows of the lists of cycles, work orders and findings say."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.html import choice_label, join_html, link, row_checkbox, secondary_line, tag
from core.lists.table import Cells, Table, TableColumn
from core.templatetags.siklus import format_date, format_datetime, format_short_date
from maintenance.models.work_order import is_overdue, order_code
from maintenance.sop import State
from maintenance.templatetags.work_orders import late_mark, severity_mark, state_mark
from maintenance.work_orders.url_namespaces import WorkUrls

# --- Cycles ---


def _cycle(cycle: Any) -> Cells:
    state = State(cycle.state)
    number = f"{state.row.number} · " if state.row else ""
    return (
        link(reverse("maintenance:cycle", args=[cycle.pk]), cycle.code),
        cycle.plan__title,
        tag(f"{number}{choice_label(State, state)}", "now" if state.row else "good"),
        cycle.round_count,
        format_date(cycle.plan__ends_on),
    )


CYCLES: Final = Table(
    columns=(
        TableColumn(sort="code", css="text-nowrap"),
        TableColumn(sort="title", unlabelled=True),
        TableColumn(sort="row"),
        TableColumn(_("Putaran"), css="angka"),
        TableColumn(sort="end"),
    ),
    row=_cycle,
    fields=("pk", "code", "plan__title", "state", "round_count", "plan__ends_on"),
)

# --- Work orders ---

_NAMED: Final = ("round__cycle__code", "round__number", "sequence")
_ORDER: Final = (
    *("pk", *_NAMED, "planned_work__title", "asset__name", "asset__code", "due_on", "state"),
    *("round__team", "round__contract__vendor__name", "handed_in_at"),
)
_COMMON: Final = (
    TableColumn(sort="code"),
    TableColumn(sort="asset"),
    TableColumn(sort="due"),
    TableColumn(_("Pelaksana")),
)


def _code(order: Any) -> str:
    return order_code(order.round__cycle__code, order.round__number, order.sequence)


def _order(order: Any, page: str) -> Cells:
    """The cells that both tables of work orders share; `page` names the address that a row leads to."""
    late = late_mark() if is_overdue(order.state, order.due_on) else ""
    return (
        link(reverse(page, args=[order.pk]), order.planned_work__title, _code(order)),
        join_html(order.asset__name, secondary_line(order.asset__code)),
        join_html(format_date(order.due_on), " ", late),
        order.round__contract__vendor__name or order.round__team,
    )


@cache
def orders_table(door: WorkUrls) -> Table:
    def row(order: Any) -> Cells:
        return (*_order(order, door["work_order"]), join_html(state_mark(order.state)))

    return Table(columns=(*_COMMON, TableColumn(_("Keadaan"))), row=row, fields=_ORDER)


def _handed_in(order: Any) -> Cells:
    return (_tick(order), *_order(order, "maintenance:review"), format_datetime(order.handed_in_at))


def _tick(order: Any) -> SafeString:
    return row_checkbox("order", order.pk, gettext("Pilih %(code)s") % {"code": _code(order)})


HANDED_IN: Final = Table(
    columns=(
        TableColumn(_("Pilih"), css="tick", unlabelled=True, hidden_title=True),
        *_COMMON,
        TableColumn(_("Dikirim")),
    ),
    row=_handed_in,
    fields=_ORDER,
    row_header=1,
)

# --- Findings ---


@cache
def findings_table(door: WorkUrls) -> Table:
    def row(finding: Any) -> Cells:
        code = order_code(
            finding.work_order__round__cycle__code,
            finding.work_order__round__number,
            finding.work_order__sequence,
        )
        closed = finding.closed_at is not None
        return (
            link(reverse(door["finding"], args=[finding.pk]), finding.title, code),
            join_html(severity_mark(finding.severity)),
            join_html(finding.work_order__asset__name, secondary_line(finding.work_order__asset__code)),
            format_short_date(finding.opened_at),
            format_short_date(finding.follow_up_due),
            join_html(tag(gettext("Ditutup"), "good") if closed else tag(gettext("Terbuka"), "warn")),
        )

    return Table(
        columns=(
            TableColumn(pgettext_lazy("one", "Temuan")),
            TableColumn(_("Tingkat")),
            TableColumn(pgettext_lazy("one", "Aset")),
            TableColumn(sort="opened"),
            TableColumn(sort="due"),
            TableColumn(_("Keadaan")),
        ),
        row=row,
        fields=(
            *("pk", "title", "severity", "opened_at", "follow_up_due", "closed_at"),
            *(f"work_order__{field}" for field in (*_NAMED, "asset__name", "asset__code")),
        ),
    )
