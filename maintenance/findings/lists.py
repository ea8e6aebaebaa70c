"""List of findings with search, filters and columns, used by the staff pages and by the vendor portal."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assets.models import Asset
from core.db.search import key_in
from core.lists.listing import CsvColumn, Filter, Listing, Sort, Table
from maintenance.findings.search import FINDING_SEARCH
from maintenance.models import Finding, Severity, WorkOrder
from maintenance.models.finding import FindingQuerySet
from maintenance.work_orders.lists import MAX_SEARCH_WORDS


def finding_listing(
    findings: FindingQuerySet, request: HttpRequest, table: Table, cycles: list[tuple[Any, str]] | None = None
) -> Listing[Finding]:
    """Return the listing of `findings`. Unless the user changes the filter, only open findings are shown.

    `cycles` are the choices of the filter by cycle.
    """
    filters = [
        Filter(
            "state",
            _("Keadaan"),
            [("open", _("Terbuka")), ("closed", _("Ditutup"))],
            apply=_filter_state,
            default="open",
        ),
        Filter("severity", _("Tingkat"), Severity.choices),
    ]
    if cycles:
        filters.append(Filter("cycle", _("Siklus"), cycles, apply="work_order__round__cycle"))
    return Listing(
        findings,
        request,
        search=search_findings,
        placeholder=_("Temuan atau aset"),
        filters=filters,
        sorts=[
            Sort("opened", _("Ditemukan"), ("-opened_at",)),
            Sort("due", _("Tenggat"), ("follow_up_due",)),
        ],
        table=table,
        csv_columns=[
            CsvColumn(pgettext_lazy("one", "Temuan"), "title"),
            CsvColumn(_("Tingkat"), "severity", labels=Severity.choices),
            CsvColumn(_("Kode aset"), "work_order__asset__code"),
            CsvColumn(_("Siklus"), "work_order__round__cycle__code"),
            CsvColumn(_("Putaran"), "work_order__round__number"),
            CsvColumn(_("Nomor urut perintah kerja"), "work_order__sequence"),
            CsvColumn(_("Ditemukan"), "opened_at"),
            CsvColumn(_("Tenggat"), "follow_up_due"),
            CsvColumn(_("Ditutup"), "resolved_at"),
            CsvColumn(_("Cara penyelesaian"), "resolution"),
        ],
        filename="temuan",
        page_by_key=True,
    )


def search_findings(findings: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Filter findings by words. Each word must occur in the title of the finding or in the asset.

    Both searches use an index of the database.
    """
    for word in text.split()[:MAX_SEARCH_WORDS]:
        work_orders = WorkOrder.objects.filter(asset__in=Asset.objects.search(word))
        titles = FINDING_SEARCH.filter(Finding.objects.all(), word)
        findings = findings.filter(key_in("pk", titles) | key_in("work_order", work_orders))
    return findings


def _filter_state(findings: QuerySet[Any], value: str) -> QuerySet[Any]:
    return findings.filter(resolved_at__isnull=value == "open")
