"""List pages with search, filters, sorting, pagination, a table and a CSV export.

A view declares its list and returns the response:

    @roles(Role.OPERATOR, Role.HEAD)
    def asset_list(request: SignedInRequest) -> HttpResponseBase:
        return Listing(
            Asset.objects.visible_to(request.user),
            request,
            search=("name__icontains", "serial_number__istartswith"),   # or a function (queryset, text) -> queryset
            filters=[Filter("status", _("Status"), Status.choices),
                     Filter("late", _("Terlambat"), [("1", _("Ya"))], apply=lambda qs, value: qs.late())],
            sorts=[Sort("name", _("Nama"), ("name",)), Sort("due", _("Jatuh tempo"), ("due_on", "name"))],
            table=ASSETS,                                               # see core/lists/table.py
            csv_columns=[CsvColumn(_("Nama"), "name"), CsvColumn(_("Status"), "status", labels=Status.choices)],
            filename="aset",
        ).respond("assets/asset_list.html", {"other": "context"})

The first sort is the default. The template gets `listing`:

    {% include "components/filters.html" %}
    {% if listing.rows %}
      <div class="card">{% include "components/table.html" with table=listing.bound_table %}</div>
      {% include "components/pagination.html" %}
    {% elif listing.is_filtered %} nothing matches {% else %} say what to do first {% endif %}

`annotate_rows` adds values that rows only display, so that the count query does without them:

    annotate_rows=lambda assets: assets.annotate(orders=Count("work_orders"))

A page costs two queries: one fetches its rows, one counts all rows. The count is skipped when all rows fit on the first
page. With `page_by_key`, a page that is filtered or sorted finds its primary keys in a subquery, because the database
sorts keys faster than whole rows; use it for tables with many rows.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from core.http.validation import remove_nul
from core.lists.csv_export import CsvColumn, csv_response
from core.lists.filters import Filter, QuerysetFilter, Sort, Text
from core.lists.table import BoundTable, SortState, Table, TableColumn

M = TypeVar("M", bound=Model)
R = TypeVar("R")
MAX_SEARCH_LENGTH = 200

__all__ = ["CsvColumn", "Filter", "Listing", "Sort", "Table", "TableColumn"]


@dataclass(frozen=True)
class PageLink:
    """A link in the pagination; without a URL it is an ellipsis."""

    number: int
    url: str
    current: bool = False


class Listing(Generic[M]):
    def __init__(
        self,
        queryset: QuerySet[M],
        request: HttpRequest,
        *,
        search: Sequence[str] | QuerysetFilter = (),
        filters: Sequence[Filter] = (),
        sorts: Sequence[Sort] = (),
        csv_columns: Sequence[CsvColumn] = (),
        filename: str = "daftar",
        placeholder: Text = "",
        per_page: int = 50,
        table: Table | None = None,
        annotate_rows: Callable[[QuerySet[M]], QuerySet[M]] = lambda rows: rows,
        page_by_key: bool = False,
    ) -> None:
        self.base_queryset, self.annotate_rows = queryset, annotate_rows
        self.request, self.path, self.params = request, request.path, request.GET
        self.search, self.sorts, self.csv_columns = search, sorts, csv_columns
        self.filename, self.placeholder, self.per_page = filename, placeholder, per_page
        self.query = self._param("q").strip()[:MAX_SEARCH_LENGTH]
        self.table, self.page_by_key = table, page_by_key
        self.active_filters = [
            each.activate(self._param(each.name) if each.name in self.params else None) for each in filters
        ]
        self.queryset = self._sort(self._filter(queryset))

    def respond(self, template: str, context: Mapping[str, Any] | None = None) -> HttpResponseBase:
        """Return the page, or the CSV file when the request has `format=csv`."""
        if self.csv_columns and self._param("format") == "csv":
            return csv_response(self.annotate_rows(self.queryset), self.csv_columns, self.filename)
        return render(self.request, template, {"listing": self, **(context or {})})

    # --- Search, filters, sorting ---

    def _param(self, name: str) -> str:
        return remove_nul(self.params.get(name, ""))

    def _filter(self, queryset: QuerySet[M]) -> QuerySet[M]:
        for active in self.active_filters:
            if active.value:
                queryset = active.filter.filter_queryset(queryset, active.value)
        if not self.query or not self.search:
            return queryset
        if callable(self.search):
            return self.search(queryset, self.query)
        for word in self.query.split():
            queryset = queryset.filter(Q(*((lookup, word) for lookup in self.search), _connector=Q.OR))
        return queryset

    def _sort(self, queryset: QuerySet[M, R]) -> QuerySet[M, R]:
        return queryset.order_by(*self.sort.ordering(self.descending)) if self.sort else queryset

    @cached_property
    def sort(self) -> Sort | None:
        key = self._param("sort").removeprefix("-")
        return next((s for s in self.sorts if s.key == key), self.sorts[0] if self.sorts else None)

    @property
    def descending(self) -> bool:
        return bool(self.sort) and self._param("sort") == f"-{self.sort.key if self.sort else ''}"

    @property
    def is_searchable(self) -> bool:
        """For templates, which would call `search` if it is a function."""
        return bool(self.search)

    @property
    def is_filtered(self) -> bool:
        """Whether the user searched or changed a filter from its default."""
        return bool(self.query or any(active.is_set for active in self.active_filters))

    # --- Rows of the page ---

    @cached_property
    def _requested_page(self) -> int:
        text = self._param("page")
        return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 10 else 1

    @cached_property
    def _first_rows(self) -> list[Any]:
        """The rows of the first page, and one more if there is a second page."""
        return self._slice(0, self.per_page + 1)

    @cached_property
    def total(self) -> int:
        """The number of rows; costs a query only if they do not fit on the first page."""
        if self._requested_page == 1 and len(self._first_rows) <= self.per_page:
            return len(self._first_rows)
        return self.queryset.count()

    @cached_property
    def last_page(self) -> int:
        return max(1, -(-self.total // self.per_page))

    @cached_property
    def page(self) -> int:
        return min(self._requested_page, self.last_page)

    @cached_property
    def rows(self) -> list[Any]:
        """The rows of this page: named tuples if the table has `fields`, otherwise model instances."""
        if self._requested_page == 1:
            return self._first_rows[: self.per_page]
        start = (self.page - 1) * self.per_page
        return self._slice(start, start + self.per_page)

    def _slice(self, start: int, end: int) -> list[Any]:
        is_default_page = not (self.params or self.url_without_default_filters)
        if not self.page_by_key or is_default_page:  # an index serves the default page
            return list(self._fetch(self.queryset)[start:end])
        keys = self.queryset.values("pk")[start:end]
        return list(self._sort(self._fetch(self.base_queryset.filter(pk__in=keys))))

    def _fetch(self, queryset: QuerySet[M]) -> QuerySet[M, Any]:
        rows = self.annotate_rows(queryset)
        return rows.values_list(*self.table.fields, named=True) if self.table and self.table.fields else rows

    @property
    def bound_table(self) -> BoundTable | None:
        """The table with the rows of this page, for `components/table.html`."""
        return self.table.bind(self.rows, self.sort_state) if self.table else None

    @property
    def first(self) -> int:
        return (self.page - 1) * self.per_page + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.page * self.per_page, self.total)

    # --- URLs ---

    @property
    def hidden_parameters(self) -> list[tuple[str, str]]:
        """Query parameters that the filter form repeats as hidden inputs: all but its own fields and the page."""
        own = {"q", "page", "format", *(active.name for active in self.active_filters)}
        return [(name, value) for name, values in self.params.lists() if name not in own for value in values]

    def url(self, **changes: str) -> str:
        """Return the URL of this list with some query parameters changed."""
        params = {name: values for name, values in self.params.lists() if name not in ("page", "format")}
        query = urlencode(params | changes, doseq=True)
        return f"{self.path}?{query}" if query else self.path

    @property
    def url_without_default_filters(self) -> str:
        """URL that also shows the rows hidden by default filters, or an empty string when none are active."""
        defaults = [active.name for active in self.active_filters if active.value and not active.is_set]
        return self.url(**dict.fromkeys(defaults, "")) if defaults else ""

    @property
    def csv_url(self) -> str:
        return self.url(format="csv")

    @cached_property
    def pages(self) -> list[PageLink]:
        """Links to the first page, the last page and the pages near this one, with an ellipsis for each gap."""
        near = {1, self.last_page, *range(self.page - 2, self.page + 3)}
        links: list[PageLink] = []
        for number in sorted(n for n in near if 1 <= n <= self.last_page):
            if links and number > links[-1].number + 1:
                links.append(PageLink(number - 1, ""))
            links.append(PageLink(number, self.url(page=str(number)), current=number == self.page))
        return links

    def sort_state(self, key: str) -> SortState:
        """Return label, URL and direction of the sort with this key; raise KeyError if the list has no such sort."""
        sort = next((s for s in self.sorts if s.key == key), None)
        if sort is None:
            raise KeyError(key)
        if sort != self.sort:
            return SortState(sort.label, self.url(sort=key), "", "arrows-sort")
        reversed_url = self.url(sort=key if self.descending else f"-{key}")
        if self.descending != sort.starts_descending:
            return SortState(sort.label, reversed_url, "descending", "arrow-down")
        return SortState(sort.label, reversed_url, "ascending", "arrow-up")
