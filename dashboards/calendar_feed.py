"""A person's dates for calendar programs (iCalendar, RFC 5545): due work, rounds, ends of contracts, and nothing else.

Everything is fetched through the person, so that the file ends to speak of what the person may no longer see.
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

BEHIND: Final = timedelta(days=92)
AHEAD: Final = timedelta(days=400)
NAMED: Final = 20  # assets of one day's work
ASK_AGAIN_AFTER: Final = timedelta(hours=6)
ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Entry:
    """Something that lasts whole days, `first` to `last`; `key` stays the same as long as it is the same thing."""

    key: str
    first: date
    last: date
    title: str
    path: str
    lines: list[str] = field(default_factory=list)


def calendar_file(person: User) -> bytes:
    """In the person's own language. The same dates give the same bytes all day long."""
    with translation.override(person.language):
        calendar = Calendar()
        calendar.add("prodid", "-//Siklus//SOP 528//ID")
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", _("Siklus: pemeliharaan infrastruktur"))
        calendar.add("x-wr-timezone", settings.TIME_ZONE)
        calendar.add("refresh-interval", ASK_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT6H")
        midnight = timezone.make_aware(datetime.combine(timezone.localdate(), time())).astimezone(UTC)
        for entry in entries(person):
            calendar.add_component(_event(entry, midnight))
        return bytes(calendar.to_ical())


def _event(entry: Entry, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.key}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", stamp)
    event.add("dtstart", entry.first)
    event.add("dtend", entry.last + ONE_DAY)  # iCalendar's end is the first day that no longer counts
    event.add("summary", entry.title)
    event.add("description", "\n".join(entry.lines))
    event.add("url", settings.SITE_URL + entry.path)
    event.add("transp", "TRANSPARENT")  # does not make the day look busy
    return event


def entries(person: User) -> Iterator[Entry]:
    """From three months back to a year ahead, and what is still open of earlier days; costs four queries."""
    today = timezone.localdate()
    window = (today - BEHIND, today + AHEAD)
    yield from _work(person, window)
    yield from _rounds(person, window)
    yield from _contract_ends(person, window)


def _work(person: User, window: tuple[date, date]) -> Iterator[Entry]:
    """One entry for each planned work and day of a round, which names its assets and how they stand."""
    told = Q(due_on__range=window) | Q(due_on__lt=window[0], state__in=NOT_CLOSED_STATES)
    orders = WorkOrder.objects.visible_to(person).filter(told)
    rows = orders.order_by("due_on", "round", "planned_work", "sequence").values_list(
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
            path=_path(
                person, ("portal:work_orders",), ("calendar_day", due_on.year, due_on.month, due_on.day)
            ),
            lines=[
                _("%(cycle)s, putaran %(number)s") % {"cycle": cycle, "number": number},
                *(f"{asset}: {labels[state]}" for asset, state in assets[:NAMED]),
                *(["…"] if len(assets) > NAMED else []),
            ],
        )


def _rounds(person: User, window: tuple[date, date]) -> Iterator[Entry]:
    told = Q(ends_on__gte=window[0]) | Q(ended_at__isnull=True)
    rounds = Round.objects.visible_to(person).filter(told, starts_on__lte=window[1])
    for round_ in rounds.select_related("cycle__plan", "contract__vendor").order_by("starts_on", "pk"):
        names = {"number": round_.number, "cycle": round_.cycle.code}
        yield Entry(
            key=f"round-{round_.pk}",
            first=round_.starts_on,
            last=round_.ends_on,
            title=_("Putaran %(number)s, %(cycle)s") % names,
            path=_path(person, ("portal:round", round_.pk), ("maintenance:cycle", round_.cycle_id)),
            lines=[round_.cycle.plan.title, _("Pelaksana: %(name)s") % {"name": round_.executor_name}],
        )


def _contract_ends(person: User, window: tuple[date, date]) -> Iterator[Entry]:
    """By the amendments in effect today."""
    contracts = Contract.objects.visible_to(person).with_terms_on(timezone.localdate())
    ending = contracts.filter(Q(current_end__range=window)).order_by("pk")
    for contract in ending.select_related("vendor").prefetch_related("amendments"):
        yield Entry(
            key=f"contract-{contract.pk}",
            first=contract.end_today,
            last=contract.end_today,
            title=_("Kontrak %(number)s berakhir") % {"number": contract.number},
            path=_path(person, ("portal:contract", contract.pk), ("vendors:contract_detail", contract.pk)),
            lines=[contract.title, contract.vendor.name],
        )


def _path(person: User, of_vendor: tuple[Any, ...], of_staff: tuple[Any, ...]) -> str:
    """Name and arguments of the page that this person may open."""
    name, *args = of_staff if person.is_staff_side else of_vendor
    return reverse(name, args=args)
