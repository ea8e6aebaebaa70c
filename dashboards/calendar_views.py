"""Calendar pages and the iCalendar feed: due work orders, public holidays and cuti bersama (shared leave days)."""

from __future__ import annotations

import hashlib
from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET, require_safe

from accounts.access import STAFF, SignedInRequest, public, roles
from accounts.models import CalendarAddress
from core.i18n.formats import convention
from core.lists.listing import CsvColumn, Filter, Listing, Sort
from dashboards.tables import DUE_WORK_ORDERS
from maintenance.models import WorkOrder, WorkOrderState
from maintenance.models.work_order import on_time_until
from maintenance.work_order_state import CLOSED_STATES, IN_WORK
from plans.holiday_calendar import Holiday
from plans.models.holiday import calendar_between

MAX_WORK_LINES = 3  # planned works listed in one day of the month view
YEARS = range(2000, 2101)


@dataclass(frozen=True)
class WorkLine:
    """One planned work on one day of the calendar.

    Contains the number of work orders, the number of closed work orders, and whether a work order is late.
    """

    title: str
    total: int
    settled: int
    is_late: bool

    @property
    def is_settled(self) -> bool:
        return self.total == self.settled


@dataclass
class Day:
    day: date
    in_month: bool
    is_today: bool
    holiday: Holiday | None
    is_free: bool
    works: list[WorkLine] = field(default_factory=list)

    @property
    def listed(self) -> list[WorkLine]:
        return self.works[:MAX_WORK_LINES]

    @property
    def more(self) -> int:
        return len(self.works) - len(self.listed)


@roles(*STAFF)
@require_GET
def month(request: SignedInRequest) -> HttpResponse:
    """Show the calendar of one month: the month in the URL, such as `?month=2026-03`, or the current month."""
    first = _requested_month(request.GET.get("month", ""))
    last = first.replace(day=monthrange(first.year, first.month)[1])
    context = {
        "first": first,
        "name": f"{convention().months[first.month - 1]} {first.year}",
        "weeks": _weeks(request, first, last),
        "weekdays": [_("Senin"), _("Selasa"), _("Rabu"), _("Kamis"), _("Jumat"), _("Sabtu"), _("Minggu")],
        "previous": first - timedelta(days=1),
        "following": last + timedelta(days=1),
        "today": timezone.localdate(),
    }
    return render(request, "dashboards/calendar.html", context)


@roles(*STAFF)
@require_GET
def day(request: SignedInRequest, year: int, month: int, day: int) -> HttpResponseBase:
    """List the work orders that are due on one day."""
    try:
        requested = date(year, month, day)
    except (ValueError, OverflowError) as error:
        raise Http404 from error
    if year not in YEARS:
        raise Http404
    work_orders = WorkOrder.objects.visible_to(request.user).filter(
        state__in=WorkOrderState.values, due_on=requested
    )
    return Listing(
        work_orders,
        request,
        search=("planned_work__title__icontains", "asset__name__icontains", "asset__code__icontains"),
        placeholder=_("Pekerjaan atau aset"),
        filters=[Filter("state", _("Keadaan"), WorkOrderState.choices)],
        sorts=[
            Sort("work", _("Pekerjaan"), ("planned_work__title", "asset__code")),
            Sort("asset", pgettext_lazy("one", "Aset"), ("asset__code",)),
            Sort("state", _("Keadaan"), ("state", "asset__code")),
        ],
        table=DUE_WORK_ORDERS,
        csv_columns=[
            CsvColumn(_("Siklus"), "round__cycle__code"),
            CsvColumn(_("Pekerjaan"), "planned_work__title"),
            CsvColumn(_("Kode aset"), "asset__code"),
            CsvColumn(pgettext_lazy("one", "Aset"), "asset__name"),
            CsvColumn(_("Jatuh tempo"), "due_on"),
            CsvColumn(_("Keadaan"), "state", labels=WorkOrderState.choices),
        ],
        filename="jatuh-tempo",
    ).respond(
        "dashboards/calendar_day.html",
        {"day": requested, "holiday": calendar_between(requested, requested).name(requested)},
    )


@public
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """Return the calendar feed of the user to whom the secret token in the URL belongs.

    The token replaces the sign-in, because calendar programs cannot sign in.
    """
    # Imported here because icalendar is a large library, and few web workers ever serve a feed.
    from dashboards.calendar_feed import render_feed

    user = CalendarAddress.objects.owner(token)
    if user is None:
        raise Http404
    content = render_feed(user)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="siklus.ics"'
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["ETag"] = etag = f'"{hashlib.sha256(content).hexdigest()}"'
    return get_conditional_response(request, etag=etag, response=response) or response


def _requested_month(text: str) -> date:
    """Return the first day of the requested month, or of the current month when the value is missing or invalid."""
    try:
        first = datetime.strptime(text[:7], "%Y-%m").date()
    except ValueError:
        return timezone.localdate().replace(day=1)
    return first if first.year in YEARS else timezone.localdate().replace(day=1)


def _weeks(request: SignedInRequest, first: date, last: date) -> list[list[Day]]:
    """Return the weeks of the month as lists of seven days, Monday first.

    The first and the last week can contain days of the adjacent months. Such days are shown without work.
    """
    works = _work_by_day(request, first, last)
    holidays, today = calendar_between(first, last), timezone.localdate()
    start = first - timedelta(days=first.weekday())
    end = last + timedelta(days=6 - last.weekday())
    days = [
        Day(
            day=each,
            in_month=first <= each <= last,
            is_today=each == today,
            holiday=holidays.holiday(each),
            is_free=not holidays.is_working_day(each),
            works=works.get(each, []),
        )
        for each in (start + timedelta(days=n) for n in range((end - start).days + 1))
    ]
    return [days[n : n + 7] for n in range(0, len(days), 7)]


def _work_by_day(request: SignedInRequest, first: date, last: date) -> dict[date, list[WorkLine]]:
    """Return the planned work of each day, with one query.

    The query lists all states explicitly, so that the database can use the index on state.
    """
    rows = (
        WorkOrder.objects.visible_to(request.user)
        .filter(state__in=WorkOrderState.values, due_on__range=(first, last))
        .values_list("due_on", "planned_work__title")
        .annotate(
            n=Count("pk"),
            settled=Count("pk", filter=Q(state__in=CLOSED_STATES)),
            in_work=Count("pk", filter=Q(state__in=IN_WORK)),
        )
        .order_by("due_on", "planned_work__title")
    )
    today = timezone.localdate()
    works: defaultdict[date, list[WorkLine]] = defaultdict(list)
    for due_on, title, total, settled, in_work in rows:
        is_late = in_work > 0 and today > on_time_until(due_on)
        works[due_on].append(WorkLine(title, total, settled, is_late))
    return works
