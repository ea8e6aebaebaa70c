"""What the rows of the list of reports, and of a day of the calendar, say."""

from __future__ import annotations

from typing import Any, Final

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.addresses import record_url
from core.markup import icon, link, sub, tag, together, word
from core.table import Cells, Head, Table
from core.templatetags.siklus import tanggal
from maintenance.models import WorkOrderState
from maintenance.models.work_order import order_code

TONES: Final = {
    WorkOrderState.ACCEPTED: "good",
    WorkOrderState.RETURNED: "bad",
    WorkOrderState.NOT_DONE: "bad",
    WorkOrderState.DOCUMENTED: "warn",
}


def _report(report: Any) -> Cells:
    cycle = link(
        record_url("maintenance:cycle", report.cycle_id), report.cycle__code, report.cycle__plan__title
    )
    issuer = report.issued_by__full_name or report.issued_by__email
    return (
        link(record_url("reports:detail", report.pk), report.number),
        together(cycle, element="div"),
        together(tanggal(report.issued_at), sub(issuer), element="div"),
        _known(report.acknowledged),
        _download(report),
    )


def _known(people: int) -> SafeString:
    if not people:
        return tag(gettext("belum"), "warn")
    return tag(ngettext("%(n)s orang", "%(n)s orang", people) % {"n": people}, "good")


def _download(report: Any) -> SafeString:
    address = record_url("reports:document", "management-report", report.pk)
    return format_html('<a href="{}?download">{} {}</a>', address, icon("download"), gettext("Unduh PDF"))


REPORTS: Final = Table(
    heads=(
        Head(sort="number"),
        Head(sort="cycle"),
        Head(sort="issued"),
        Head(_("Diketahui")),
        Head(_("Berkas"), bare=True),
    ),
    row=_report,
    fields=(
        *("pk", "number", "cycle_id", "cycle__code", "cycle__plan__title", "issued_at"),
        *("issued_by__full_name", "issued_by__email", "acknowledged"),
    ),
)


def _due(order: Any) -> Cells:
    code = order_code(order.round__cycle__code, order.round__number, order.sequence)
    return (
        link(record_url("maintenance:work_order", order.pk), code),
        order.planned_work__title,
        f"{order.asset__code} {order.asset__name}",
        tag(word(WorkOrderState, order.state), TONES.get(WorkOrderState(order.state), "")),
    )


DUE: Final = Table(
    heads=(
        Head(pgettext_lazy("one", "Perintah kerja")),
        Head(sort="work"),
        Head(sort="asset"),
        Head(sort="state"),
    ),
    row=_due,
    fields=(
        *("pk", "round__cycle__code", "round__number", "sequence"),
        *("planned_work__title", "asset__code", "asset__name", "state"),
    ),
)
