"""Progress of a job as a page shows it: its steps, its result, or the reason for its failure."""

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
from reports.models.job import RETENTION, STEP_LABELS, Status, Step

if TYPE_CHECKING:
    from accounts.models import User
    from reports.issuing.requests import IssueRequest

ISSUED_NOTICE_DURATION: Final = timedelta(minutes=10)  # a page reports a finished issue for this long
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
    state: str  # "done", "now" or "ahead"


@dataclass(frozen=True)
class JobProgress:
    """Progress and result of a job, as shown to one user."""

    job: Job
    user: User

    @property
    def is_own(self) -> bool:
        return self.job.requested_by_id == self.user.pk

    @property
    def is_issue(self) -> bool:
        return self.job.output_kind == Output.ISSUE

    @property
    def is_draft(self) -> bool:
        return self.job.output_kind == Output.DRAFT

    @property
    def title(self) -> str:
        phase = 0 if self.job.is_open else 1 if self.job.is_done else 2
        return str(TITLES[self.job.output_kind][phase])

    @property
    def steps(self) -> Iterator[StepLine]:
        now = list(Step).index(Step(self.job.step))
        words = STEP_LABELS.get(self.job.output_kind, {})
        for position, step in enumerate(Step):
            state = "done" if position < now else "now" if position == now else "ahead"
            yield StepLine(str(words.get(step, step.label)), state)

    @cached_property
    def sentence(self) -> str:
        """Status text, announced to screen readers when it changes."""
        if self.job.status == Status.FAILED:
            return self.job.error_message
        if self.job.is_done:
            return self._result()
        if self.job.status == Status.QUEUED:
            return self._waiting()
        current = next(each.label for each in self.steps if each.state == "now")
        return _("%(step)s. Ini memakan waktu beberapa detik.") % {"step": current}

    def _result(self) -> str:
        if self.job.document and self.is_issue:
            return _("%(number)s terbit.") % {"number": self.job.document.reference}
        text = _("Dibuat %(at)s. Berkas ini disimpan satu hari, dan hanya Anda yang dapat membukanya.")
        return text % {"at": format_datetime(self.job.finished_at or self.job.created_at)}

    def _waiting(self) -> str:
        ahead, running = _queue_counts(self.job)
        if self.job.is_stale and not running:
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
    def page_url(self) -> str:
        """URL of the page where the job was requested and its result is shown."""
        job = self.job
        if job.output_kind == Output.BUNDLE:
            return job.get_absolute_url()
        if job.output_kind == Output.SHEETS and job.document:
            return job.document.get_absolute_url()
        return reverse("reports:document", args=[job.kind, job.subject])


def _queue_counts(job: Job) -> tuple[int, int]:
    """Return how many open jobs were created earlier, and how many jobs have an unexpired lease."""
    counts = Job.objects.open().aggregate(
        ahead=Count("pk", filter=Q(created_at__lt=job.created_at)),
        running=Count("pk", filter=Q(status=Status.RUNNING, lease_until__gt=timezone.now())),
    )
    return counts["ahead"], counts["running"]


def jobs_of_document(issue_request: IssueRequest, current: Document | None = None) -> list[JobProgress]:
    """Return the latest job of each output that the page of a document shows, as long as it is relevant."""
    jobs = _recent_jobs(issue_request.by).for_subject(DocumentKind(issue_request.kind), issue_request.pk)
    return [
        JobProgress(each, issue_request.by)
        for each in _latest_per_output(jobs)
        if _is_relevant(each, issue_request.by, current)
    ]


def jobs_of_edition(edition: Document, user: User) -> list[JobProgress]:
    """Return the latest workbook job that the user requested for an issued edition; a list of at most one."""
    jobs = _recent_jobs(user).filter(document=edition, output=Output.SHEETS, requested_by=user)
    return [JobProgress(each, user) for each in jobs[:1]]


def _recent_jobs(user: User) -> Any:
    jobs = Job.objects.visible_to(user).select_related("document", "requested_by")
    not_expired = Q(finished_at__isnull=True) | Q(finished_at__gte=timezone.now() - RETENTION)
    return jobs.defer("document__snapshot").filter(not_expired)


def _latest_per_output(jobs: Iterable[Job]) -> list[Job]:
    latest: dict[str, Job] = {}
    for each in jobs:
        latest.setdefault(each.output, each)
    return list(latest.values())


def _is_relevant(job: Job, user: User, current: Document | None) -> bool:
    if job.output_kind == Output.SHEETS and job.document != current:
        return False
    if job.is_open:
        return True
    if job.requested_by_id != user.pk or job.finished_at is None:
        return False
    if job.output_kind == Output.ISSUE and job.is_done:
        return timezone.now() - job.finished_at < ISSUED_NOTICE_DURATION
    return current is None or job.output_kind == Output.SHEETS or current.issued_at < job.created_at
