"""Findings: opened while working, followed step by step, closed by Seksi Operasional saying how."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assets.models import Criticality
from maintenance import gate
from maintenance.activities import checklist
from maintenance.executor_permissions import reasons_against_documenting, reasons_against_reviewing
from maintenance.models import Finding, FindingNote, Severity
from maintenance.reasons import MayNot, NotYet, Reason
from maintenance.sop import State

if TYPE_CHECKING:
    from accounts.models import User
    from maintenance.models import Activity, ChecklistAnswer, WorkOrder

UNFINISHED = [state for state in State if state != State.FINISHED]


@dataclass(frozen=True)
class NewFinding:
    """Something wrong that a person saw while working; `severity` is a `Severity`."""

    title: str
    severity: str = Severity.MEDIUM
    follow_up: str = ""
    follow_up_due: date | None = None


def open_finding(order: WorkOrder, new: NewFinding, *, by: User, activity: Activity | None = None) -> Finding:
    """The caller holds the cycle's lock. Raises `ValidationError` that names the fields."""
    finding = Finding(
        work_order=order,
        activity=activity,
        title=new.title.strip(),
        severity=new.severity,
        follow_up=new.follow_up.strip(),
        follow_up_due=new.follow_up_due,
        opened_by=by,
    )
    finding.full_clean(exclude=["work_order", "activity", "opened_by"])
    finding.save(force_insert=True)
    return finding


def open_finding_for_answer(answer: ChecklistAnswer, *, by: User) -> Finding:
    """The finding of a reading out of its limits: one per item and activity, however often it is corrected."""
    activity, item = answer.activity, answer.item
    with translation.override(
        settings.LANGUAGE_CODE
    ):  # a title is kept as it is written, so in the house's language
        title = gettext("%(item)s di luar batas: %(value)s (batas %(limits)s)") % {
            "item": item.text,
            "value": checklist.display_answer(item, answer),
            "limits": checklist.display_limits(item),
        }
    is_critical = activity.work_order.asset.criticality == Criticality.HIGH
    finding, _created = Finding.objects.get_or_create(
        activity=activity,
        item=item,
        defaults={
            "work_order": activity.work_order,
            "title": title[:300],
            "severity": Severity.HIGH if is_critical else Severity.MEDIUM,
            "opened_by": by,
        },
    )
    return finding


def add_follow_up(finding_id: int, *, by: User, text: str) -> FindingNote:
    """One step of the follow-up, by whoever documents the work."""
    with _following(finding_id) as finding:
        if reasons := reasons_against_documenting(finding.work_order.round, by):
            raise MayNot(reasons)
        if not text.strip():
            raise ValidationError({"text": _("Tulis apa yang telah dilakukan.")})
        return finding.follow_ups.create(text=text.strip(), by=by)


def resolve_finding(finding_id: int, *, by: User, note: str) -> Finding:
    """Settled; `note` says how."""
    with _following(finding_id) as finding:
        if reasons := reasons_against_reviewing(by):
            raise MayNot(reasons)
        if not note.strip():
            raise ValidationError({"note": _("Tulis bagaimana temuan ini diselesaikan.")})
        finding.resolved_at, finding.resolved_by, finding.resolution = timezone.now(), by, note.strip()
        finding.save(update_fields=["resolved_at", "resolved_by", "resolution"])
        return finding


@contextmanager
def _following(finding_id: int) -> Iterator[Finding]:
    """The finding, still open, in a cycle that has not finished: what a management report says stays true."""
    finding = Finding.objects.select_related("work_order__round").get(pk=finding_id)
    with gate.locked_cycle(finding.work_order.round.cycle_id, *UNFINISHED):
        finding = Finding.objects.select_related("work_order__round__contract__vendor").get(pk=finding_id)
        if not finding.is_open:
            raise NotYet([Reason("closed", _("Temuan ini sudah ditutup."), finding.get_absolute_url())])
        yield finding
