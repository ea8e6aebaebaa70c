"""Issuing the management report: row 8's output, and the only way by which a cycle finishes.

The document takes seconds to make, so it is made before the cycle is locked; behind the lock it is checked that
nothing has changed since, and file, row and move come to be together or not at all.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.files import private_name
from maintenance import gate
from maintenance.guards import IssuedFile
from maintenance.models import Cycle
from maintenance.reasons import NotYet, Reason
from maintenance.sop import Move
from reports.documents import management_report
from reports.models import Institution, ManagementReport
from reports.models.report import new_token
from reports.snapshot import VERSION, Imprint, Snapshot, dump, take

if TYPE_CHECKING:
    from accounts.models import User

ATTEMPTS = 3


class Changed(Exception):
    """What was rendered is no longer what would be issued."""


@dataclass(frozen=True)
class Draft:
    """A report that waits for its lock: everything about it is settled but whether it still holds."""

    snapshot: Snapshot
    number: str
    sequence: int
    token: str
    at: datetime
    by: User


def issue(cycle_id: int, *, by: User) -> ManagementReport:
    """Freezes the cycle into a numbered PDF and finishes it.

    Raises `MayNot` or `NotYet` with the reasons, or `RenderError` when no PDF could be made; then nothing has changed
    and no file is left. Rendering is repeated when the cycle or the next number changed meanwhile.
    """
    cycle = Cycle.objects.select_related("plan").get(pk=cycle_id)
    if refusal := gate.why_not(cycle, Move.FINISH, by):
        raise refusal
    for _attempt in range(ATTEMPTS):
        draft = _draft(cycle_id, by)
        pdf = management_report.pdf(draft.snapshot)
        try:
            return _settle(cycle_id, draft, pdf)
        except Changed:
            continue
    text = _(
        "Data siklus terus berubah selama laporan dibuat. Laporan belum diterbitkan; coba lagi sebentar lagi."
    )
    raise NotYet([Reason("changed", text, reverse("reports:issue", args=[cycle_id]))])


def preview(cycle_id: int) -> Snapshot:
    """What would be issued now, without a number."""
    return Snapshot(VERSION, take(cycle_id))


def _draft(cycle_id: int, by: User) -> Draft:
    at, token = timezone.now(), new_token()
    number, sequence = _next_number(at)
    imprint = Imprint(
        number=number,
        issued_at=at,
        issued_by=str(by),
        verify_url=settings.SITE_URL + reverse("reports:verify", args=[token]),
    )
    snapshot = replace(preview(cycle_id), imprint=imprint)
    return Draft(snapshot, number, sequence, token, at, by)


def _next_number(at: datetime) -> tuple[str, int]:
    """The next free number of the year; sequences are never used twice, and never reused."""
    day = timezone.localdate(at)
    last = ManagementReport.objects.filter(year=day.year).aggregate(last=Max("sequence"))["last"] or 0
    return Institution.current().number(last + 1, day), last + 1


def _settle(cycle_id: int, draft: Draft, pdf: bytes) -> ManagementReport:
    """File, row and move in one transaction; the file goes again when any of it fails, even the commit."""
    kept: list[str] = []
    try:
        with gate.holding(cycle_id) as cycle:
            if refusal := gate.why_not(cycle, Move.FINISH, draft.by):
                raise refusal
            _refuse_if_changed(cycle_id, draft)
            kept.append(default_storage.save(private_name("reports", "laporan.pdf"), ContentFile(pdf)))
            report = _record(cycle_id, draft, pdf, kept[0])
            file = IssuedFile(number=report.number, name=report.file, sha256=report.sha256)
            gate.perform(cycle_id, Move.FINISH, by=draft.by, report=file)
        return report
    except BaseException as error:
        for name in kept:
            default_storage.delete(name)
        if isinstance(error, IntegrityError) and _next_number(draft.at) != (draft.number, draft.sequence):
            raise Changed from error  # another cycle's report took the number in this moment
        raise


def _refuse_if_changed(cycle_id: int, draft: Draft) -> None:
    fresh = replace(preview(cycle_id), imprint=draft.snapshot.imprint)
    if dump(fresh) != dump(draft.snapshot) or _next_number(draft.at) != (draft.number, draft.sequence):
        raise Changed


def _record(cycle_id: int, draft: Draft, pdf: bytes, name: str) -> ManagementReport:
    return ManagementReport.objects.create(
        cycle_id=cycle_id,
        number=draft.number,
        sequence=draft.sequence,
        year=timezone.localdate(draft.at).year,
        snapshot=dump(draft.snapshot),
        file=name,
        sha256=hashlib.sha256(pdf).hexdigest(),
        size=len(pdf),
        token=draft.token,
        issued_at=draft.at,
        issued_by=draft.by,
    )
