"""Create and change activities, with the checklist answers, evidence and findings of each activity.

The functions lock the cycle, so that the guards of the cycle read consistent data. If a function raises `MayNot`,
`NotYet` or `ValidationError`, nothing is saved. A `ValidationError` contains errors by field name.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from core.i18n.formats import format_date
from maintenance.activities import checklist
from maintenance.evidence.services import (
    NewEvidence,
    check_daily_limit,
    delete_evidence,
    delete_files_on_failure,
    store_evidence,
)
from maintenance.executor_permissions import reasons_against_documenting
from maintenance.findings import services as finding_services
from maintenance.findings.services import NewFinding
from maintenance.models import Activity, Evidence
from maintenance.work_orders.locking import locked_work_order, require_in_work, require_permission

if TYPE_CHECKING:
    from accounts.models import User

CLOCK_TOLERANCE = timedelta(minutes=10)
# A due date that was moved before a holiday may lie ahead of the plan's first day. An earlier date, such as one
# with last year's number, is a typing error.
MAX_TIME_BEFORE_PLAN = timedelta(days=31)


def log_activity(
    work_order_id: int,
    *,
    by: User,
    started_at: datetime,
    ended_at: datetime,
    description: str,
    people: str = "",
    cost: Decimal | int = 0,
    downtime_minutes: int = 0,
    answers: Mapping[int, object] | None = None,
    evidence: Sequence[NewEvidence] = (),
    findings: Sequence[NewFinding] = (),
    performed_by: User | None = None,
    key: UUID | None = None,
) -> Activity:
    """Save a new activity of a work order. A second call with the same `key` returns the first activity.

    `answers` maps ids of checklist items to the raw input. A measured value outside the limits of its item opens a
    finding.
    """
    _inspect_files(evidence)
    with delete_files_on_failure() as written, locked_work_order(work_order_id) as work_order:
        require_permission(reasons_against_documenting(work_order.round, by))
        if key and (known := Activity.objects.filter(key=key).first()):
            if known.work_order_id == work_order.pk:
                return known
            key = (
                None  # belongs to another work order: do not reveal that activity, and do not reject this one
            )
        require_in_work(work_order)
        activity = Activity(work_order=work_order, recorded_by=by, key=key or uuid4())
        activity.started_at, activity.ended_at = started_at, ended_at
        activity.description, activity.people = description, people
        activity.cost, activity.downtime_minutes = Decimal(cost), downtime_minutes
        activity.performed_by = performed_by or by
        ActivityWriter(activity, by, answers or {}, evidence, findings).save(written)
    return activity


def change_activity(
    activity_id: int,
    *,
    by: User,
    started_at: datetime,
    ended_at: datetime,
    description: str,
    people: str = "",
    cost: Decimal | int = 0,
    downtime_minutes: int = 0,
    answers: Mapping[int, object] | None = None,
    evidence: Sequence[NewEvidence] = (),
    findings: Sequence[NewFinding] = (),
    performed_by: User | None = None,
    discard: Collection[int] = (),
) -> Activity:
    """Change an activity. The work order must be open or returned.

    The files in `evidence` and the findings in `findings` are added to the existing ones. The evidence with the ids
    in `discard` is deleted.
    """
    work_order_id = Activity.objects.values_list("work_order_id", flat=True).get(pk=activity_id)
    _inspect_files(evidence)
    with delete_files_on_failure() as written, locked_work_order(work_order_id) as work_order:
        require_permission(reasons_against_documenting(work_order.round, by))
        require_in_work(work_order)
        activity = work_order.activities.get(pk=activity_id)
        activity.started_at, activity.ended_at = started_at, ended_at
        activity.description, activity.people = description, people
        activity.cost, activity.downtime_minutes = Decimal(cost), downtime_minutes
        activity.performed_by = performed_by or activity.performed_by
        for attached in activity.evidence.filter(pk__in=discard):
            delete_evidence(attached)
        ActivityWriter(activity, by, answers or {}, evidence, findings).save(written)
    return activity


def _inspect_files(evidence: Sequence[NewEvidence]) -> None:
    """Inspect the files. Callers do this before they lock the cycle, because decoding pictures takes time."""
    for new in evidence:
        new.inspect()


@dataclass(frozen=True)
class ActivityWriter:
    """Validates and saves an activity together with its answers, findings and evidence.

    The attributes of `activity` are set, but `activity` is not saved yet. `answers` maps ids of checklist items to
    the raw input.
    """

    activity: Activity
    by: User
    answers: Mapping[int, object]
    evidence: Sequence[NewEvidence]
    findings: Sequence[NewFinding]

    def save(self, written: list[Evidence]) -> None:
        """Validate all data, then save. Evidence files are stored last.

        Each stored evidence is appended to `written`, so that the caller can delete its files if the transaction
        fails. Raises `ValidationError` with errors by field name.
        """
        activity, by = self.activity, self.by
        self._validate()
        items = {item.pk: item for item in activity.work_order.planned_work.checklist.all()}
        answers = checklist.parse_answers(items.values(), self.answers)
        activity.save()
        for item_id, answer in answers.items():
            saved = checklist.save_answer(activity, items[item_id], answer)
            if saved is not None and saved.is_within_limits is False:
                finding_services.open_finding_for_answer(saved, by=by)
        for finding in self.findings:
            finding_services.open_finding(activity.work_order, finding, by=by, activity=activity)
        for new in self.evidence:
            written.append(store_evidence(activity, new, by))

    def _validate(self) -> None:
        activity = self.activity
        activity.full_clean(exclude=["work_order", "recorded_by", "performed_by"])
        if activity.ended_at > timezone.now() + CLOCK_TOLERANCE:
            message = _("Waktu selesai belum terjadi; catat kegiatan setelah dikerjakan.")
            raise ValidationError({"ended_at": message})
        plan = activity.work_order.planned_work.plan
        if timezone.localdate(activity.started_at) < plan.starts_on - MAX_TIME_BEFORE_PLAN:
            message = _("Periksa tanggalnya: rencana ini baru mulai %(date)s.")
            raise ValidationError({"started_at": message % {"date": format_date(plan.starts_on)}})
        is_for_another_user = activity.performed_by != self.by
        if is_for_another_user and reasons_against_documenting(
            activity.work_order.round, activity.performed_by
        ):
            raise ValidationError({"performed_by": _("Orang ini bukan pelaksana putaran ini.")})
        self._validate_evidence()

    def _validate_evidence(self) -> None:
        attached = self.activity.evidence.count() if self.activity.pk else 0
        limit = settings.MAX_FILES_PER_ACTIVITY
        if attached + len(self.evidence) > limit:
            message = _("Satu kegiatan memuat paling banyak %(most)s berkas bukti.")
            raise ValidationError(message, code="too_many_files", params={"most": limit})
        contract = self.activity.work_order.round.contract
        if self.evidence and contract and self.by.role == Role.VENDOR:
            check_daily_limit(contract.vendor, self.evidence)
