"""Create findings, add follow-ups to findings, and resolve findings."""

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
    """Values of a new finding that a user reports together with an activity. `severity` is a value of `Severity`."""

    title: str
    severity: str = Severity.MEDIUM
    follow_up: str = ""
    follow_up_due: date | None = None


def open_finding(
    work_order: WorkOrder, new: NewFinding, *, by: User, activity: Activity | None = None
) -> Finding:
    """Create a finding. The caller must have locked the cycle. Raises `ValidationError` with errors by field name."""
    finding = Finding(
        work_order=work_order,
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
    """Return the finding for a checklist answer outside the limits. Creates the finding if it does not exist.

    Each checklist item has at most one such finding per activity, even if the answer changes later.
    """
    activity, item = answer.activity, answer.item
    # The title is stored, so it uses the default language and not the user's.
    with translation.override(settings.LANGUAGE_CODE):
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
    """Add a follow-up note to an open finding. Users who may document the work of the round may add follow-ups."""
    with _locked_open_finding(finding_id) as finding:
        if reasons := reasons_against_documenting(finding.work_order.round, by):
            raise MayNot(reasons)
        if not text.strip():
            raise ValidationError({"text": _("Tulis apa yang telah dilakukan.")})
        return finding.follow_ups.create(text=text.strip(), by=by)


def resolve_finding(finding_id: int, *, by: User, note: str) -> Finding:
    """Mark an open finding as resolved. `note` says how the problem was solved and is required."""
    with _locked_open_finding(finding_id) as finding:
        if reasons := reasons_against_reviewing(by):
            raise MayNot(reasons)
        if not note.strip():
            raise ValidationError({"note": _("Tulis bagaimana temuan ini diselesaikan.")})
        finding.resolved_at, finding.resolved_by, finding.resolution = timezone.now(), by, note.strip()
        finding.save(update_fields=["resolved_at", "resolved_by", "resolution"])
        return finding


@contextmanager
def _locked_open_finding(finding_id: int) -> Iterator[Finding]:
    """Lock the cycle and yield the finding, which must be open.

    Raises `NotYet` if the finding is already resolved, or if the cycle is finished. Findings of a finished cycle
    must not change, because the management report of the cycle lists them.
    """
    finding = Finding.objects.select_related("work_order__round").get(pk=finding_id)
    with gate.locked_cycle(finding.work_order.round.cycle_id, *UNFINISHED):
        finding = Finding.objects.select_related("work_order__round__contract__vendor").get(pk=finding_id)
        if not finding.is_open:
            raise NotYet([Reason("closed", _("Temuan ini sudah ditutup."), finding.get_absolute_url())])
        yield finding
