"""Writes an activity down with all that hangs on it: answers, the findings these open, evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from core.i18n.formats import format_date
from maintenance.activities import checklist
from maintenance.evidence.services import NewEvidence, refuse_over_daily_limit, store_evidence
from maintenance.executor_permissions import why_not_document
from maintenance.findings import services as finding_services
from maintenance.findings.services import NewFinding
from maintenance.models import Activity, Evidence

if TYPE_CHECKING:
    from accounts.models import User

CLOCK_DIFFERENCE = timedelta(minutes=10)
# A date moved before a holiday may lie ahead of the plan's first day; last year's date is a slip.
WORK_AHEAD = timedelta(days=31)


@dataclass(frozen=True)
class ActivityWriter:
    """An activity, filled in but not saved, and what was told with it. `answers` maps item ids to what was typed."""

    activity: Activity
    by: User
    answers: Mapping[int, object]
    evidence: Sequence[NewEvidence]
    findings: Sequence[NewFinding]

    def save(self, written: list[Evidence]) -> None:
        """Looks at everything before anything is written, and writes files last; these are added to `written`.

        Raises `ValidationError` with the names of the fields.
        """
        activity, by = self.activity, self.by
        self._check()
        items = {item.pk: item for item in activity.work_order.planned_work.checklist.all()}
        answers = checklist.read_all(items.values(), self.answers)
        activity.save()
        for item_id, answer in answers.items():
            kept = checklist.write(activity, items[item_id], answer)
            if kept is not None and kept.is_within_limits is False:
                finding_services.open_for_reading(kept, by=by)
        for finding in self.findings:
            finding_services.open_finding(activity.work_order, finding, by=by, activity=activity)
        for new in self.evidence:
            written.append(store_evidence(activity, new, by))

    def _check(self) -> None:
        activity = self.activity
        activity.full_clean(exclude=["work_order", "recorded_by", "performed_by"])
        if activity.ended_at > timezone.now() + CLOCK_DIFFERENCE:
            message = _("Waktu selesai belum terjadi; catat kegiatan setelah dikerjakan.")
            raise ValidationError({"ended_at": message})
        plan = activity.work_order.planned_work.plan
        if timezone.localdate(activity.started_at) < plan.starts_on - WORK_AHEAD:
            message = _("Periksa tanggalnya: rencana ini baru mulai %(date)s.")
            raise ValidationError({"started_at": message % {"date": format_date(plan.starts_on)}})
        others = activity.performed_by != self.by
        if others and why_not_document(activity.work_order.round, activity.performed_by):
            raise ValidationError({"performed_by": _("Orang ini bukan pelaksana putaran ini.")})
        self._check_evidence()

    def _check_evidence(self) -> None:
        already = self.activity.evidence.count() if self.activity.pk else 0
        most = settings.MAX_FILES_PER_ACTIVITY
        if already + len(self.evidence) > most:
            message = _("Satu kegiatan memuat paling banyak %(most)s berkas bukti.")
            raise ValidationError(message, code="too_many_files", params={"most": most})
        contract = self.activity.work_order.round.contract
        if self.evidence and contract and self.by.role == Role.VENDOR:
            refuse_over_daily_limit(contract.vendor, self.evidence)
