"""Table of findings: columns and cells."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.html import join_html, link, secondary_line, tag
from core.lists.table import Cells, Table, TableColumn
from core.templatetags.siklus import format_short_date
from maintenance.models.work_order import work_order_code
from maintenance.templatetags.work_orders import severity_label
from maintenance.work_orders.url_namespaces import WorkUrls


@cache
def findings_table(work_urls: WorkUrls) -> Table:
    def row(finding: Any) -> Cells:
        code = work_order_code(
            finding.work_order__round__cycle__code,
            finding.work_order__round__number,
            finding.work_order__sequence,
        )
        closed = finding.resolved_at is not None
        return (
            link(reverse(work_urls["finding"], args=[finding.pk]), finding.title, code),
            join_html(severity_label(finding.severity)),
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
            *("pk", "title", "severity", "opened_at", "follow_up_due", "resolved_at"),
            *(
                f"work_order__{field}"
                for field in ("round__cycle__code", "round__number", "sequence", "asset__name", "asset__code")
            ),
        ),
    )
