"""Lists of work orders and of findings, as both doors show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assets.models import Asset
from core.db.search import key_in
from core.lists.listing import Column, Filter, Listing, Sort, Table
from maintenance.findings.search import FINDING_SEARCH
from maintenance.models import Finding, Round, Severity, WorkOrder, WorkOrderState
from maintenance.models.finding import FindingQuerySet
from maintenance.models.work_order import UNSETTLED, WorkOrderQuerySet
from plans.models import PlannedWork

MOST_WORDS: Final = 6


def work_order_listing(
    orders: WorkOrderQuerySet,
    request: HttpRequest,
    table: Table,
    *,
    in_one_state: bool = False,
    of_one_round: bool = False,
    rounds: list[tuple[Any, str]] | None = None,
) -> Listing[WorkOrder]:
    """`in_one_state`: the orders stand in the same state, so there is none to choose. `rounds` can be chosen from.

    Of many rounds those are shown at first that are not settled, lest years of accepted work stand before them.
    """
    state = Filter(
        "state",
        _("Keadaan"),
        [("unsettled", _("Belum selesai")), *WorkOrderState.choices],
        apply=_in_state,
        initially="" if of_one_round else "unsettled",
    )
    late = Filter("late", _("Waktu"), [("1", _("Terlambat"))], apply=_late)
    filters = [] if in_one_state else [state, late]
    if rounds:
        filters.append(Filter("round", _("Putaran"), rounds))
    return Listing(
        orders,
        request,
        search=_search_orders,
        placeholder=_("Aset, pekerjaan, atau kode siklus"),
        filters=filters,
        sorts=[
            Sort("due", _("Jatuh tempo"), ("due_on", "round_id", "sequence")),
            Sort("code", pgettext_lazy("one", "Perintah kerja"), ("round_id", "sequence")),
            Sort("asset", pgettext_lazy("one", "Aset"), ("asset__code", "due_on")),
        ],
        table=table,
        columns=[
            Column(_("Siklus"), "round__cycle__code"),
            Column(_("Putaran"), "round__number"),
            Column(_("Nomor urut"), "sequence"),
            Column(_("Pekerjaan"), "planned_work__title"),
            Column(_("Kode aset"), "asset__code"),
            Column(pgettext_lazy("one", "Aset"), "asset__name"),
            Column(_("Jatuh tempo"), "due_on"),
            Column(_("Keadaan"), "state", labels=WorkOrderState.choices),
            Column(_("Dikerjakan"), "completed_on"),
        ],
        filename="perintah-kerja",
        long=True,
    )


def finding_listing(
    findings: FindingQuerySet, request: HttpRequest, table: Table, cycles: list[tuple[Any, str]] | None = None
) -> Listing[Finding]:
    filters = [
        Filter(
            "state",
            _("Keadaan"),
            [("open", _("Terbuka")), ("closed", _("Ditutup"))],
            apply=_open_or_closed,
            initially="open",
        ),
        Filter("severity", _("Tingkat"), Severity.choices),
    ]
    if cycles:
        filters.append(Filter("cycle", _("Siklus"), cycles, apply="work_order__round__cycle"))
    return Listing(
        findings,
        request,
        search=_search_findings,
        placeholder=_("Temuan atau aset"),
        filters=filters,
        sorts=[
            Sort("opened", _("Ditemukan"), ("-opened_at",)),
            Sort("due", _("Tenggat"), ("follow_up_due",)),
        ],
        table=table,
        columns=[
            Column(pgettext_lazy("one", "Temuan"), "title"),
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
        long=True,
    )


@dataclass(frozen=True)
class StateCount:
    state: WorkOrderState
    count: int


def state_counts(orders: WorkOrderQuerySet) -> list[StateCount]:
    """How many orders stand in each state; states without any are left out."""
    counts = dict(orders.order_by().values_list("state").annotate(n=Count("pk")))
    return [StateCount(state, counts[state]) for state in WorkOrderState if state in counts]


def _search_orders(orders: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Each word in the asset (by its index), the title of the work, or the code of the cycle."""
    words = text.split()[:MOST_WORDS]
    works = _holding(PlannedWork.objects.all(), "title", words)
    rounds = _holding(Round.objects.all(), "cycle__code", words)
    for word, of_works, of_rounds in zip(words, works, rounds, strict=True):
        asset = key_in("asset", Asset.objects.search(word))
        orders = orders.filter(asset | Q(planned_work__in=of_works) | Q(round__in=of_rounds))
    return orders


def _holding(rows: QuerySet[Any], field: str, words: list[str]) -> list[list[int]]:
    """For each word the keys of the rows that hold it.

    There are few of these rows. With the keys a database knows how many orders to expect, and whether any.
    """
    holds = [Q((f"{field}__icontains", word)) for word in words]
    flags = {f"word_{n}": ExpressionWrapper(hold, BooleanField()) for n, hold in enumerate(holds)}
    found = rows.order_by().filter(Q(*holds, _connector=Q.OR)).annotate(**flags).values_list("pk", *flags)
    return [[row[0] for row in found if row[n]] for n in range(1, len(words) + 1)]


def _search_findings(findings: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Each word in the finding or in the asset, both by their index."""
    for word in text.split()[:MOST_WORDS]:
        orders = WorkOrder.objects.filter(asset__in=Asset.objects.search(word))
        findings = findings.filter(
            key_in("pk", FINDING_SEARCH.narrow(Finding.objects.all(), word)) | key_in("work_order", orders)
        )
    return findings


def _in_state(orders: QuerySet[Any], value: str) -> QuerySet[Any]:
    return orders.filter(state__in=UNSETTLED if value == "unsettled" else [value])


def _late(orders: QuerySet[Any], value: str) -> QuerySet[Any]:
    assert isinstance(orders, WorkOrderQuerySet)
    return orders.overdue(timezone.localdate())


def _open_or_closed(findings: QuerySet[Any], value: str) -> QuerySet[Any]:
    return findings.filter(closed_at__isnull=value == "open")
