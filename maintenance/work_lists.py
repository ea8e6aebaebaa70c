"""Lists of work orders and of findings, as both doors show them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.listing import Column, Filter, Listing, Sort
from maintenance.models import Finding, Severity, WorkOrder, WorkOrderState
from maintenance.models.finding import FindingQuerySet
from maintenance.models.work_order import WorkOrderQuerySet


def work_order_listing(orders: WorkOrderQuerySet, request: HttpRequest) -> Listing[WorkOrder]:
    return Listing(
        orders.with_names(),
        request,
        search=("asset__code__icontains", "asset__name__icontains", "planned_work__title__icontains"),
        placeholder=_("Aset atau pekerjaan"),
        filters=[
            Filter("state", _("Keadaan"), WorkOrderState.choices),
            Filter("late", _("Waktu"), [("1", _("Terlambat"))], apply=_late),
        ],
        sorts=[
            Sort("due", _("Jatuh tempo"), ("due_on", "round", "sequence")),
            Sort("code", _("Perintah kerja"), ("round", "sequence")),
            Sort("asset", _("Aset"), ("asset__code", "due_on")),
        ],
        columns=[
            Column(_("Siklus"), "round__cycle__code"),
            Column(_("Putaran"), "round__number"),
            Column(_("Nomor urut"), "sequence"),
            Column(_("Pekerjaan"), "planned_work__title"),
            Column(_("Kode aset"), "asset__code"),
            Column(_("Aset"), "asset__name"),
            Column(_("Jatuh tempo"), "due_on"),
            Column(_("Keadaan"), "state", labels=WorkOrderState.choices),
            Column(_("Dikerjakan"), "completed_on"),
        ],
        filename="perintah-kerja",
    )


def finding_listing(
    findings: FindingQuerySet, request: HttpRequest, cycles: list[tuple[Any, str]] | None = None
) -> Listing[Finding]:
    filters = [
        Filter(
            "state", _("Keadaan"), [("open", _("Terbuka")), ("closed", _("Ditutup"))], apply=_open_or_closed
        ),
        Filter("severity", _("Tingkat"), Severity.choices),
    ]
    if cycles:
        filters.append(Filter("cycle", _("Siklus"), cycles, apply="work_order__round__cycle"))
    return Listing(
        findings.select_related("work_order__round__cycle", "work_order__asset"),
        request,
        search=(
            "title__icontains",
            "work_order__asset__code__icontains",
            "work_order__asset__name__icontains",
        ),
        placeholder=_("Temuan atau aset"),
        filters=filters,
        sorts=[
            Sort("opened", _("Ditemukan"), ("-opened_at",)),
            Sort("due", _("Tenggat"), ("follow_up_due",)),
        ],
        columns=[
            Column(_("Temuan"), "title"),
            Column(_("Tingkat"), "severity", labels=Severity.choices),
            Column(_("Kode aset"), "work_order__asset__code"),
            Column(_("Siklus"), "work_order__round__cycle__code"),
            Column(_("Putaran"), "work_order__round__number"),
            Column(_("Nomor urut perintah kerja"), "work_order__sequence"),
            Column(_("Ditemukan"), "opened_at"),
            Column(_("Tenggat"), "follow_up_due"),
            Column(_("Ditutup"), "closed_at"),
            Column(_("Cara penyelesaian"), "closing_note"),
        ],
        filename="temuan",
    )


def _late(orders: QuerySet[Any], value: str) -> QuerySet[Any]:
    assert isinstance(orders, WorkOrderQuerySet)
    return orders.overdue(timezone.localdate())


def _open_or_closed(findings: QuerySet[Any], value: str) -> QuerySet[Any]:
    return findings.filter(closed_at__isnull=value == "open")
