"""What a page says of an order: how far it is, what came of it, or why nothing did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.i18n.formats import format_datetime
from reports.models import Document, DocumentKind, Job, Output
from reports.models.job import KEPT, STEP_WORDS, Status, Step

if TYPE_CHECKING:
    from accounts.models import User
    from reports.issuing.requests import IssueRequest

NEWS: Final = timedelta(minutes=10)  # so long a page says that a document has been issued
TITLES: Final = {
    Output.DRAFT: (
        gettext_lazy("Rancangan sedang dibuat"),
        gettext_lazy("Rancangan siap dibaca"),
        gettext_lazy("Rancangan tidak dapat dibuat"),
    ),
    Output.ISSUE: (
        gettext_lazy("Dokumen sedang diterbitkan"),
        gettext_lazy("Dokumen sudah terbit"),
        gettext_lazy("Dokumen tidak terbit"),
    ),
    Output.SHEETS: (
        gettext_lazy("Lembar kerja sedang dibuat"),
        gettext_lazy("Lembar kerja siap diunduh"),
        gettext_lazy("Lembar kerja tidak dapat dibuat"),
    ),
    Output.BUNDLE: (
        gettext_lazy("Arsip sedang dikumpulkan"),
        gettext_lazy("Arsip siap diunduh"),
        gettext_lazy("Arsip tidak dapat dibuat"),
    ),
}


@dataclass(frozen=True)
class StepLine:
    label: str
    state: str


@dataclass(frozen=True)
class Progress:
    """One order for one reader."""

    order: Job
    reader: User

    @property
    def is_mine(self) -> bool:
        return self.order.requested_by_id == self.reader.pk

    @property
    def is_issue(self) -> bool:
        return self.order.what == Output.ISSUE

    @property
    def is_draft(self) -> bool:
        return self.order.what == Output.DRAFT

    @property
    def title(self) -> str:
        phase = 0 if self.order.is_open else 1 if self.order.is_done else 2
        return str(TITLES[self.order.what][phase])

    @property
    def steps(self) -> Iterator[StepLine]:
        now = list(Step).index(Step(self.order.step))
        words = STEP_WORDS.get(self.order.what, {})
        for place, step in enumerate(Step):
            state = "done" if place < now else "now" if place == now else "ahead"
            yield StepLine(str(words.get(step, step.label)), state)

    @cached_property
    def sentence(self) -> str:
        """What is said aloud when it changes."""
        if self.order.status == Status.FAILED:
            return self.order.sentence
        if self.order.is_done:
            return self._result()
        if self.order.status == Status.QUEUED:
            return self._waiting()
        current = next(each.label for each in self.steps if each.state == "now")
        return _("%(step)s. Ini memakan waktu beberapa detik.") % {"step": current}

    def _result(self) -> str:
        if self.order.document and self.is_issue:
            return _("%(number)s terbit.") % {"number": self.order.document.reference}
        text = _("Dibuat %(at)s. Berkas ini disimpan satu hari, dan hanya Anda yang dapat membukanya.")
        return text % {"at": format_datetime(self.order.finished_at or self.order.created_at)}

    def _waiting(self) -> str:
        ahead, running = _queue(self.order)
        if self.order.is_unnoticed and not running:
            return _(
                "Belum ada yang mengerjakannya: pekerja latar belakang tampaknya tidak berjalan. Permintaan Anda "
                "tersimpan; administrator menjalankannya dengan “manage.py run_worker”."
            )
        if not ahead:
            return _("Antre. Sebentar lagi dikerjakan.")
        text = ngettext(
            "Antre. %(n)s permintaan lain lebih dahulu.", "Antre. %(n)s permintaan lain lebih dahulu.", ahead
        )
        return text % {"n": ahead}

    @property
    def place_url(self) -> str:
        """The page on which it was asked for, and on which its result stands."""
        order = self.order
        if order.what == Output.BUNDLE:
            return order.get_absolute_url()
        if order.what == Output.SHEETS and order.document:
            return order.document.get_absolute_url()
        return reverse("reports:document", args=[order.kind, order.subject])


def _queue(order: Job) -> tuple[int, int]:
    """How many orders come before this one, and how many a living worker has in hand."""
    counts = Job.objects.open().aggregate(
        ahead=Count("pk", filter=Q(created_at__lt=order.created_at)),
        running=Count("pk", filter=Q(status=Status.RUNNING, lease_until__gt=timezone.now())),
    )
    return counts["ahead"], counts["running"]


def of_output(wish: IssueRequest, current: Document | None = None) -> list[Progress]:
    """What the page of an output shows: of each sort of order the latest, while it matters."""
    orders = _recent(wish.by).of(DocumentKind(wish.kind), wish.pk)
    return [Progress(each, wish.by) for each in _latest(orders) if _matters(each, wish.by, current)]


def of_edition(edition: Document, reader: User) -> list[Progress]:
    """The spreadsheet of an issued edition, if one was asked for."""
    orders = _recent(reader).filter(document=edition, output=Output.SHEETS, requested_by=reader)
    return [Progress(each, reader) for each in orders[:1]]


def _recent(reader: User) -> Any:
    orders = Job.objects.visible_to(reader).select_related("document", "requested_by")
    kept = Q(finished_at__isnull=True) | Q(finished_at__gte=timezone.now() - KEPT)
    return orders.defer("document__snapshot").filter(kept)


def _latest(orders: Iterable[Job]) -> list[Job]:
    latest: dict[str, Job] = {}
    for each in orders:
        latest.setdefault(each.output, each)
    return list(latest.values())


def _matters(order: Job, reader: User, current: Document | None) -> bool:
    if order.what == Output.SHEETS and order.document != current:
        return False
    if order.is_open:
        return True
    if order.requested_by_id != reader.pk or order.finished_at is None:
        return False
    if order.what == Output.ISSUE and order.is_done:
        return timezone.now() - order.finished_at < NEWS
    return current is None or order.what == Output.SHEETS or current.issued_at < order.created_at
