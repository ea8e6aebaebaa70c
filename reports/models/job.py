"""Document jobs: requests for a draft, an issued document, a workbook, or an archive of documents.

A job has its progress and its result. A worker holds a lease on its job. If the worker dies, the lease expires and
another worker starts the job again.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.db.constraints import choices_constraint
from maintenance.models import Round
from reports.models.document import Document
from reports.models.document_kind import ISSUER_ROLES, VENDOR_KINDS, DocumentKind

if TYPE_CHECKING:
    from accounts.models import User

RETENTION: Final = timedelta(days=1)  # of finished jobs; a user can request the file again
STALE_AFTER: Final = timedelta(seconds=10)  # a running worker starts a job sooner


class Output(models.TextChoices):
    DRAFT = "draft", _("Rancangan PDF")
    ISSUE = "issue", _("Penerbitan")
    SHEETS = "sheets", _("Lembar kerja XLSX")
    BUNDLE = "bundle", _("Arsip ZIP")


class Status(models.TextChoices):
    QUEUED = "queued", _("antre")
    RUNNING = "running", _("sedang dibuat")
    DONE = "done", _("selesai")
    FAILED = "failed", _("gagal")


class Step(models.TextChoices):
    """Progress of a job, shown to the user."""

    QUEUED = "queued", _("Antre")
    READING = "reading", _("Membaca data")
    COMPOSING = "composing", _("Menyusun halaman")
    STORING = "storing", _("Menyimpan")


OPEN_STATUSES: Final = (Status.QUEUED, Status.RUNNING)
STEP_LABELS: Final[Mapping[Output, Mapping[Step, str | Promise]]] = {
    Output.SHEETS: {Step.COMPOSING: _("Menyusun lembar kerja")},
    Output.BUNDLE: {Step.COMPOSING: _("Mengumpulkan berkas")},
}
CONTENT_TYPES: Final = {
    Output.DRAFT: "application/pdf",
    Output.SHEETS: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Output.BUNDLE: "application/zip",
}


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: User) -> JobQuerySet:
        """Return the jobs of the user. Roles that issue documents also see all issue jobs.

        A vendor user sees a job only while its round is visible to the vendor.
        """
        mine = self.filter(requested_by=user)
        if not user.is_staff_side:
            rounds = Round.objects.visible_to(user).values("pk")
            return mine.filter(kind__in=VENDOR_KINDS, subject__in=rounds)
        return (
            self.filter(Q(requested_by=user) | Q(output=Output.ISSUE)) if user.role in ISSUER_ROLES else mine
        )

    def for_subject(self, kind: DocumentKind, subject: int | OuterRef) -> JobQuerySet:
        return self.filter(kind=kind, subject=subject)

    def open(self) -> JobQuerySet:
        """Return unfinished jobs."""
        return self.filter(status__in=OPEN_STATUSES)

    def claimable(self, now: datetime) -> JobQuerySet:
        """Return the jobs that no worker holds: queued, or with an expired lease.

        Workers run this query every second. The condition on `finished_at` is redundant, but without it SQLite does
        not use the partial index, because it cannot derive it from parameters.
        """
        waiting = Q(status=Status.QUEUED) | Q(status=Status.RUNNING, lease_until__lte=now)
        return self.filter(waiting, finished_at__isnull=True).order_by("created_at", "pk")


def new_token() -> str:
    return secrets.token_urlsafe(24)


class Job(models.Model):
    """A document job.

    `subject` is the id of the cycle or round, or the budget year. `chosen` has the document ids of an archive.
    `document` is the issued document, or the edition of a workbook. `key` distinguishes open jobs of a user with the
    same kind and subject. `fingerprint` is a hash of the content, so that the same draft is not rendered twice.
    """

    token = models.CharField(max_length=64, unique=True, default=new_token)
    output = models.CharField(_("keluaran"), max_length=10, choices=Output.choices)
    kind = models.CharField(_("jenis"), max_length=40, choices=DocumentKind.choices, blank=True)
    subject = models.PositiveBigIntegerField(default=0)
    correction = models.TextField(_("alasan pembetulan"), blank=True)
    chosen = models.JSONField(_("dokumen yang dipilih"), default=list, blank=True)
    key = models.CharField(max_length=64, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("diminta oleh")
    )

    status = models.CharField(max_length=10, choices=Status.choices, default=Status.QUEUED)
    step = models.CharField(_("langkah"), max_length=10, choices=Step.choices, default=Step.QUEUED)
    error_message = models.TextField(_("sebab kegagalan"), blank=True)
    attempts = models.PositiveSmallIntegerField(_("percobaan"), default=0)
    lease_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(_("diminta"), default=timezone.now)
    finished_at = models.DateTimeField(_("selesai"), null=True)

    file = models.CharField(max_length=200, blank=True)
    filename = models.CharField(_("nama berkas"), max_length=200, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, related_name="jobs", verbose_name=_("dokumen")
    )

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("pembuatan berkas")
        verbose_name_plural = _("pembuatan berkas")
        ordering = ["-created_at", "-pk"]
        constraints = [
            choices_constraint("output", Output, "job_output_valid"),
            choices_constraint("status", Status, "job_status_valid"),
            choices_constraint("step", Step, "job_step_valid"),
            models.CheckConstraint(
                condition=Q(kind__in=DocumentKind.values) & ~Q(output=Output.BUNDLE)
                | Q(kind="", output=Output.BUNDLE),
                name="job_kind_given",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[Status.QUEUED, Status.RUNNING], finished_at__isnull=True)
                | Q(status__in=[Status.DONE, Status.FAILED], finished_at__isnull=False),
                name="job_finished_at_matches_status",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(finished_at__gte=F("created_at")),
                name="job_finished_after_created",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.RUNNING) | Q(lease_until__isnull=False),
                name="job_running_has_lease",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.FAILED) | ~Q(error_message=""), name="job_failure_has_message"
            ),
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=Q(output=Output.ISSUE, status__in=[Status.QUEUED, Status.RUNNING]),
                name="job_one_open_issue",
            ),
            models.UniqueConstraint(
                fields=["requested_by", "output", "kind", "subject", "key"],
                condition=~Q(output=Output.ISSUE) & Q(status__in=[Status.QUEUED, Status.RUNNING]),
                name="job_one_open_per_request",
            ),
        ]
        indexes = [
            models.Index(
                fields=["created_at", "id"], condition=Q(finished_at__isnull=True), name="job_claimable"
            ),
            models.Index(fields=["kind", "subject", "-created_at"], name="job_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.output} {self.kind} {self.subject}".strip()

    def get_absolute_url(self) -> str:
        return reverse("reports:job", args=[self.token])

    @property
    def file_url(self) -> str:
        return reverse("reports:job_file", args=[self.token])

    @property
    def output_kind(self) -> Output:
        return Output(self.output)

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STATUSES

    @property
    def is_done(self) -> bool:
        return self.status == Status.DONE

    @property
    def is_failed(self) -> bool:
        return self.status == Status.FAILED

    @property
    def is_stale(self) -> bool:
        """Whether the job has waited so long that probably no worker is running."""
        return self.status == Status.QUEUED and timezone.now() - self.created_at > STALE_AFTER

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self.output_kind]

    def delete_file(self) -> None:
        """Delete the stored file of the job, unless an issued document uses the file."""
        if self.file and not Document.objects.filter(file=self.file).exists():
            default_storage.delete(self.file)
