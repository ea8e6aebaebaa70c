"""Calendar feed of a user (iCalendar, RFC 5545): due work orders, rounds and end dates of contracts.

All records are read with `visible_to(user)`. Records that the user may no longer see therefore disappear from the
feed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from core.i18n.formats import format_number
from maintenance.models import Round, WorkOrder, WorkOrderState
from maintenance.work_order_state import CLOSED_STATES, NOT_CLOSED_STATES
from vendors.models import Contract

if TYPE_CHECKING:
    from accounts.models import User

PAST: Final = timedelta(days=92)
FUTURE: Final = timedelta(days=400)
MAX_ASSETS: Final = 20  # assets of one day's work
REFRESH_INTERVAL: Final = timedelta(hours=6)
ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Entry:
    """An all-day event of the feed, from day `first` to day `last`, both included.

    `key` is the same in every version of the feed, so that calendar programs update the event and do not add a
    second one.
    """

    key: str
    first: date
    last: date
    title: str
    path: str
    lines: list[str] = field(default_factory=list)


def render_feed(user: User) -> bytes:
    """Return the feed as iCalendar bytes in the user's language.

    On the same day, the same data always gives the same bytes.
    """
    with translation.override(user.language):
        calendar = Calendar()
        calendar.add("prodid", "-//Siklus//SOP 528//ID")
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", _("Siklus: pemeliharaan infrastruktur"))
        calendar.add("x-wr-timezone", settings.TIME_ZONE)
        calendar.add("refresh-interval", REFRESH_INTERVAL, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT6H")
        midnight = timezone.make_aware(datetime.combine(timezone.localdate(), time())).astimezone(UTC)
        for entry in feed_entries(user):
            calendar.add_component(_event(entry, midnight))
        return bytes(calendar.to_ical())


def _event(entry: Entry, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.key}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", stamp)
    event.add("dtstart", entry.first)
    event.add("dtend", entry.last + ONE_DAY)  # in iCalendar the end date is exclusive
    event.add("summary", entry.title)
    event.add("description", "\n".join(entry.lines))
    event.add("url", settings.SITE_URL + entry.path)
    event.add("transp", "TRANSPARENT")  # the event does not block time
    return event


def feed_entries(user: User) -> Iterator[Entry]:
    """Yield the events from three months ago to about a year ahead. Runs four queries.

    Older work orders that are not closed and older rounds that have not ended are included.
    """
    today = timezone.localdate()
    window = (today - PAST, today + FUTURE)
    yield from _work_entries(user, window)
    yield from _round_entries(user, window)
    yield from _contract_end_entries(user, window)


def _work_entries(user: User, window: tuple[date, date]) -> Iterator[Entry]:
    """Yield one event for each planned work, round and due date. The event lists the assets and their states."""
    in_window = Q(due_on__range=window) | Q(due_on__lt=window[0], state__in=NOT_CLOSED_STATES)
    work_orders = WorkOrder.objects.visible_to(user).filter(in_window)
    rows = work_orders.order_by("due_on", "round", "planned_work", "sequence").values_list(
        "due_on",
        "round",
        "planned_work",
        "round__cycle__code",
        "round__number",
        "planned_work__title",
        "asset__code",
        "asset__name",
        "state",
    )
    labels = dict(WorkOrderState.choices)
    for (due_on, round_, work, cycle, number, title), group in groupby(rows.iterator(), lambda row: row[:6]):
        assets = [(f"{code} {name}", state) for *_same, code, name, state in group]
        settled = sum(state in CLOSED_STATES for _asset, state in assets)
        yield Entry(
            key=f"work-{round_}-{work}-{due_on:%Y%m%d}",
            first=due_on,
            last=due_on,
            title=f"{title} ({format_number(settled)}/{format_number(len(assets))})",
            path=_page_path(
                user, ("portal:work_orders",), ("calendar_day", due_on.year, due_on.month, due_on.day)
            ),
            lines=[
                _("%(cycle)s, putaran %(number)s") % {"cycle": cycle, "number": number},
                *(f"{asset}: {labels[state]}" for asset, state in assets[:MAX_ASSETS]),
                *(["…"] if len(assets) > MAX_ASSETS else []),
            ],
        )


def _round_entries(user: User, window: tuple[date, date]) -> Iterator[Entry]:
    in_window = Q(ends_on__gte=window[0]) | Q(ended_at__isnull=True)
    rounds = Round.objects.visible_to(user).filter(in_window, starts_on__lte=window[1])
    for round_ in rounds.select_related("cycle__plan", "contract__vendor").order_by("starts_on", "pk"):
        names = {"number": round_.number, "cycle": round_.cycle.code}
        yield Entry(
            key=f"round-{round_.pk}",
            first=round_.starts_on,
            last=round_.ends_on,
            title=_("Putaran %(number)s, %(cycle)s") % names,
            path=_page_path(user, ("portal:round", round_.pk), ("maintenance:cycle", round_.cycle_id)),
            lines=[round_.cycle.plan.title, _("Pelaksana: %(name)s") % {"name": round_.executor_name}],
        )


def _contract_end_entries(user: User, window: tuple[date, date]) -> Iterator[Entry]:
    """Yield one event for the end date of each contract. The end date includes the amendments in effect today."""
    contracts = Contract.objects.visible_to(user).with_terms_on(timezone.localdate())
    ending = contracts.filter(Q(current_end__range=window)).order_by("pk")
    for contract in ending.select_related("vendor").prefetch_related("amendments"):
        yield Entry(
            key=f"contract-{contract.pk}",
            first=contract.end_today,
            last=contract.end_today,
            title=_("Kontrak %(number)s berakhir") % {"number": contract.number},
            path=_page_path(user, ("portal:contract", contract.pk), ("vendors:contract_detail", contract.pk)),
            lines=[contract.title, contract.vendor.name],
        )


def _page_path(user: User, vendor_page: tuple[Any, ...], staff_page: tuple[Any, ...]) -> str:
    """Return the URL of `staff_page` for staff, otherwise of `vendor_page`.

    Each page is a tuple of the URL name and the URL arguments.
    """
    name, *args = staff_page if user.is_staff_side else vendor_page
    return reverse(name, args=args)
