"""One declarative way to show a list: search, filters, sorting, pages, a table and a CSV of all that match.

A view says what its list is made of and hands over the answer:

    @roles(Role.OPERATOR, Role.HEAD)
    def asset_list(request: SignedInRequest) -> HttpResponseBase:
        return Listing(
            Asset.objects.visible_to(request.user),
            request,
            search=("name__icontains", "serial_number__istartswith"),   # or a function (queryset, words) -> queryset
            filters=[Filter("status", _("Status"), Status.choices),
                     Filter("late", _("Terlambat"), [("1", _("Ya"))], apply=lambda qs, value: qs.late())],
            sorts=[Sort("name", _("Nama"), ("name",)), Sort("due", _("Jatuh tempo"), ("due_on", "name"))],
            table=ASSETS,                                               # see core/lists/table.py
            columns=[Column(_("Nama"), "name"), Column(_("Status"), "status", labels=Status.choices)],
            filename="aset",
        ).respond("assets/asset_list.html", {"other": "context"})

The first sort is the default one. The template gets `listing`:

    {% include "components/filters.html" %}
    {% if listing.rows %}
      <div class="card">{% include "components/table.html" with table=listing.bound_table %}</div>
      {% include "components/pagination.html" %}
    {% elif listing.is_narrowed %} nothing matches {% else %} say what to do first {% endif %}

What a row only shows, and nothing searches or sorts by, goes into `shown`, so that counting does without it:

    shown=lambda assets: assets.annotate(orders=Count("work_orders"))

A page costs two queries: one fetches its rows, one counts, unless all fit on the first page. Of a `long` list that is
narrowed or turned over, the first one finds the keys of its rows by a query inside: keys are sorted faster than rows.
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
from core.lists.csv_export import Column, csv_response
from core.lists.filters import Filter, Narrow, Sort, Words
from core.lists.table import BoundTable, SortState, Table, TableColumn

M = TypeVar("M", bound=Model)
R = TypeVar("R")
MAX_WORDS = 200

__all__ = ["Column", "Filter", "Listing", "Sort", "Table", "TableColumn"]


@dataclass(frozen=True)
class PageLink:
    number: int
    url: str
    current: bool = False


class Listing(Generic[M]):
    def __init__(
        self,
        queryset: QuerySet[M],
        request: HttpRequest,
        *,
        search: Sequence[str] | Narrow = (),
        filters: Sequence[Filter] = (),
        sorts: Sequence[Sort] = (),
        columns: Sequence[Column] = (),
        filename: str = "daftar",
        placeholder: Words = "",
        per_page: int = 50,
        table: Table | None = None,
        shown: Callable[[QuerySet[M]], QuerySet[M]] = lambda rows: rows,
        long: bool = False,
    ) -> None:
        self.whole, self.shown = queryset, shown
        self.request, self.path, self.params = request, request.path, request.GET
        self.search, self.sorts, self.columns = search, sorts, columns
        self.filename, self.placeholder, self.per_page = filename, placeholder, per_page
        self.query = self._param("q").strip()[:MAX_WORDS]
        self.table, self.long = table, long
        self.active_filters = [
            each.read(self._param(each.name) if each.name in self.params else None) for each in filters
        ]
        self.queryset = self._sorted(self._narrowed(queryset))

    def respond(self, template: str, context: Mapping[str, Any] | None = None) -> HttpResponseBase:
        """The page, or the CSV when the address asks for it."""
        if self.columns and self._param("format") == "csv":
            return csv_response(self.shown(self.queryset), self.columns, self.filename)
        return render(self.request, template, {"listing": self, **(context or {})})

    # --- What matches ---

    def _param(self, name: str) -> str:
        return remove_nul(self.params.get(name, ""))

    def _narrowed(self, queryset: QuerySet[M]) -> QuerySet[M]:
        for active in self.active_filters:
            if active.value:
                queryset = active.filter.narrow(queryset, active.value)
        if not self.query or not self.search:
            return queryset
        if callable(self.search):
            return self.search(queryset, self.query)
        for word in self.query.split():
            queryset = queryset.filter(Q(*((lookup, word) for lookup in self.search), _connector=Q.OR))
        return queryset

    def _sorted(self, queryset: QuerySet[M, R]) -> QuerySet[M, R]:
        return queryset.order_by(*self.sort.ordering(self.descending)) if self.sort else queryset

    @cached_property
    def sort(self) -> Sort | None:
        asked = self._param("sort").removeprefix("-")
        return next((s for s in self.sorts if s.key == asked), self.sorts[0] if self.sorts else None)

    @property
    def descending(self) -> bool:
        return bool(self.sort) and self._param("sort") == f"-{self.sort.key if self.sort else ''}"

    @property
    def is_searchable(self) -> bool:
        """For the template, which would call `search` where that is a function."""
        return bool(self.search)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.query or any(active.is_set for active in self.active_filters))

    # --- The page ---

    @cached_property
    def _asked_page(self) -> int:
        asked = self._param("page")
        return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 1

    @cached_property
    def _beginning(self) -> list[Any]:
        """The rows of the first page, and one more where there is a second."""
        return self._between(0, self.per_page + 1)

    @cached_property
    def total(self) -> int:
        """What fits on one page need not be counted by the database."""
        if self._asked_page == 1 and len(self._beginning) <= self.per_page:
            return len(self._beginning)
        return self.queryset.count()

    @cached_property
    def last_page(self) -> int:
        return max(1, -(-self.total // self.per_page))

    @cached_property
    def page(self) -> int:
        return min(self._asked_page, self.last_page)

    @cached_property
    def rows(self) -> list[Any]:
        """Of a table that names its fields, tuples of these; records otherwise."""
        if self._asked_page == 1:
            return self._beginning[: self.per_page]
        start = (self.page - 1) * self.per_page
        return self._between(start, start + self.per_page)

    def _between(self, start: int, end: int) -> list[Any]:
        if not self.long or not (self.params or self.wider_url):  # the plain first page is read off an index
            return list(self._fetched(self.queryset)[start:end])
        keys = self.queryset.values("pk")[start:end]
        return list(self._sorted(self._fetched(self.whole.filter(pk__in=keys))))

    def _fetched(self, queryset: QuerySet[M]) -> QuerySet[M, Any]:
        shown = self.shown(queryset)
        return (
            shown.values_list(*self.table.fields, named=True) if self.table and self.table.fields else shown
        )

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

    # --- Addresses ---

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the filter bar must carry along: everything but its own fields and the place in the list."""
        own = {"q", "page", "format", *(active.name for active in self.active_filters)}
        return [(name, value) for name, values in self.params.lists() if name not in own for value in values]

    def url(self, **changes: str) -> str:
        """This list's address with some parameters changed."""
        params = {name: values for name, values in self.params.lists() if name not in ("page", "format")}
        query = urlencode(params | changes, doseq=True)
        return f"{self.path}?{query}" if query else self.path

    @property
    def wider_url(self) -> str:
        """All that filters leave out which nobody has set; empty where they leave nothing out."""
        unset = [active.name for active in self.active_filters if active.value and not active.is_set]
        return self.url(**dict.fromkeys(unset, "")) if unset else ""

    @property
    def csv_url(self) -> str:
        return self.url(format="csv")

    @cached_property
    def pages(self) -> list[PageLink]:
        """First, last and the neighbours of this page; a link without an address stands for a gap."""
        near = {1, self.last_page, *range(self.page - 2, self.page + 3)}
        links: list[PageLink] = []
        for number in sorted(n for n in near if 1 <= n <= self.last_page):
            if links and number > links[-1].number + 1:
                links.append(PageLink(number - 1, ""))
            links.append(PageLink(number, self.url(page=str(number)), current=number == self.page))
        return links

    def sort_state(self, key: str) -> SortState:
        sort = next((s for s in self.sorts if s.key == key), None)
        if sort is None:
            raise KeyError(key)
        if sort != self.sort:
            return SortState(sort.label, self.url(sort=key), "", "arrows-sort")
        turned = self.url(sort=key if self.descending else f"-{key}")
        if self.descending != sort.falls:
            return SortState(sort.label, turned, "descending", "arrow-down")
        return SortState(sort.label, turned, "ascending", "arrow-up")
