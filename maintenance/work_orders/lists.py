"""List of work orders with search, filters and columns, used by the staff pages and by the vendor portal."""

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
from core.lists.listing import CsvColumn, Filter, Listing, Sort, Table
from maintenance.models import Round, WorkOrder, WorkOrderState
from maintenance.models.work_order import WorkOrderQuerySet
from maintenance.work_order_state import NOT_CLOSED_STATES
from plans.models import PlannedWork

MAX_SEARCH_WORDS: Final = 6


def work_order_listing(
    work_orders: WorkOrderQuerySet,
    request: HttpRequest,
    table: Table,
    *,
    in_one_state: bool = False,
    of_one_round: bool = False,
    rounds: list[tuple[Any, str]] | None = None,
) -> Listing[WorkOrder]:
    """Return the listing of `work_orders`. `rounds` are the choices of the filter by round.

    `in_one_state` means that all work orders in the list have the same state; the filter by state is then left out.
    `of_one_round` means that all work orders belong to one round. Other lists show only work orders that are not
    closed, unless the user filters by state. Otherwise years of accepted work orders would come first.
    """
    state = Filter(
        "state",
        _("Keadaan"),
        [("unsettled", _("Belum selesai")), *WorkOrderState.choices],
        apply=_filter_state,
        default="" if of_one_round else "unsettled",
    )
    late = Filter("late", _("Waktu"), [("1", _("Terlambat"))], apply=_filter_late)
    filters = [] if in_one_state else [state, late]
    if rounds:
        filters.append(Filter("round", _("Putaran"), rounds))
    return Listing(
        work_orders,
        request,
        search=_search_work_orders,
        placeholder=_("Aset, pekerjaan, atau kode siklus"),
        filters=filters,
        sorts=[
            Sort("due", _("Jatuh tempo"), ("due_on", "round_id", "sequence")),
            Sort("code", pgettext_lazy("one", "Perintah kerja"), ("round_id", "sequence")),
            Sort("asset", pgettext_lazy("one", "Aset"), ("asset__code", "due_on")),
        ],
        table=table,
        csv_columns=[
            CsvColumn(_("Siklus"), "round__cycle__code"),
            CsvColumn(_("Putaran"), "round__number"),
            CsvColumn(_("Nomor urut"), "sequence"),
            CsvColumn(_("Pekerjaan"), "planned_work__title"),
            CsvColumn(_("Kode aset"), "asset__code"),
            CsvColumn(pgettext_lazy("one", "Aset"), "asset__name"),
            CsvColumn(_("Jatuh tempo"), "due_on"),
            CsvColumn(_("Keadaan"), "state", labels=WorkOrderState.choices),
            CsvColumn(_("Dikerjakan"), "completed_on"),
        ],
        filename="perintah-kerja",
        page_by_key=True,
    )


@dataclass(frozen=True)
class StateCount:
    state: WorkOrderState
    count: int


def state_counts(work_orders: WorkOrderQuerySet) -> list[StateCount]:
    """Return the number of work orders in each state. States without work orders are left out."""
    counts = dict(work_orders.order_by().values_list("state").annotate(n=Count("pk")))
    return [StateCount(state, counts[state]) for state in WorkOrderState if state in counts]


def _search_work_orders(work_orders: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Filter work orders by words.

    Each word must occur in the asset (found by its search index), in the title of the work, or in the code of the
    cycle.
    """
    words = text.split()[:MAX_SEARCH_WORDS]
    works = _keys_by_word(PlannedWork.objects.all(), "title", words)
    rounds = _keys_by_word(Round.objects.all(), "cycle__code", words)
    for word, work_keys, round_keys in zip(words, works, rounds, strict=True):
        asset = key_in("asset", Asset.objects.search(word))
        work_orders = work_orders.filter(asset | Q(planned_work__in=work_keys) | Q(round__in=round_keys))
    return work_orders


def _keys_by_word(rows: QuerySet[Any], field: str, words: list[str]) -> list[list[int]]:
    """Return for each word the list of primary keys of the rows whose `field` contains the word.

    The number of such rows is small. A list of keys lets the database estimate how many work orders match.
    """
    matches = [Q((f"{field}__icontains", word)) for word in words]
    flags = {f"word_{n}": ExpressionWrapper(match, BooleanField()) for n, match in enumerate(matches)}
    matching = rows.order_by().filter(Q(*matches, _connector=Q.OR)).annotate(**flags)
    values = matching.values_list("pk", *flags)
    return [[row[0] for row in values if row[n]] for n in range(1, len(words) + 1)]


def _filter_state(work_orders: QuerySet[Any], value: str) -> QuerySet[Any]:
    return work_orders.filter(state__in=NOT_CLOSED_STATES if value == "unsettled" else [value])


def _filter_late(work_orders: QuerySet[Any], value: str) -> QuerySet[Any]:
    assert isinstance(work_orders, WorkOrderQuerySet)
    return work_orders.overdue(timezone.localdate())
