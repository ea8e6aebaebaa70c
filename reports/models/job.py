"""What a person has asked the worker to make: a draft, an issue, a spreadsheet or many documents in one archive.

The row is the order, its progress and its result. The worker takes it by a lease: one that dies leaves a lease behind
that runs out, and then the order is taken up again.
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
from reports.models.document_kind import FOR_VENDORS, ISSUERS, DocumentKind

if TYPE_CHECKING:
    from accounts.models import User

KEPT: Final = timedelta(days=1)  # whoever wants it later asks again
UNNOTICED: Final = timedelta(seconds=10)  # a worker that runs takes an order up sooner


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
    """How far it has come, for whoever waits."""

    QUEUED = "queued", _("Antre")
    READING = "reading", _("Membaca data")
    COMPOSING = "composing", _("Menyusun halaman")
    STORING = "storing", _("Menyimpan")


OPEN: Final = (Status.QUEUED, Status.RUNNING)
STEP_WORDS: Final[Mapping[Output, Mapping[Step, str | Promise]]] = {
    Output.SHEETS: {Step.COMPOSING: _("Menyusun lembar kerja")},
    Output.BUNDLE: {Step.COMPOSING: _("Mengumpulkan berkas")},
}
TYPES: Final = {
    Output.DRAFT: "application/pdf",
    Output.SHEETS: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Output.BUNDLE: "application/zip",
}


class RenderingQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: User) -> RenderingQuerySet:
        """One's own, as long as its subject is; and what is being issued, for all who may issue."""
        mine = self.filter(requested_by=user)
        if not user.is_staff_side:
            rounds = Round.objects.visible_to(user).values("pk")
            return mine.filter(kind__in=FOR_VENDORS, subject__in=rounds)
        return self.filter(Q(requested_by=user) | Q(output=Output.ISSUE)) if user.role in ISSUERS else mine

    def of(self, kind: DocumentKind, subject: int | OuterRef) -> RenderingQuerySet:
        return self.filter(kind=kind, subject=subject)

    def open(self) -> RenderingQuerySet:
        """What is not finished."""
        return self.filter(status__in=OPEN)

    def due(self, now: datetime) -> RenderingQuerySet:
        """What nobody works on: never taken up, or left behind by a worker that died.

        Asked every second. That it is not finished follows from the rest, and is said for the sake of the index: by
        values that come as parameters SQLite would not find out that it may use it.
        """
        waiting = Q(status=Status.QUEUED) | Q(status=Status.RUNNING, lease_until__lte=now)
        return self.filter(waiting, finished_at__isnull=True).order_by("created_at", "pk")


def new_token() -> str:
    return secrets.token_urlsafe(24)


class Job(models.Model):
    """`subject` is the id of the cycle or round, or the budget year. `chosen` are the documents of an archive.

    `document` is what an issue came to, or the edition of which a spreadsheet is made. `key` tells apart what is
    open beside each other. `fingerprint` names the content, so that the same draft is not made twice.
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
    sentence = models.TextField(_("sebab kegagalan"), blank=True)
    attempts = models.PositiveSmallIntegerField(_("percobaan"), default=0)
    lease_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(_("diminta"), default=timezone.now)
    finished_at = models.DateTimeField(_("selesai"), null=True)

    file = models.CharField(max_length=200, blank=True)
    filename = models.CharField(_("nama berkas"), max_length=200, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, related_name="renderings", verbose_name=_("dokumen")
    )

    objects = RenderingQuerySet.as_manager()

    class Meta:
        verbose_name = _("pembuatan berkas")
        verbose_name_plural = _("pembuatan berkas")
        ordering = ["-created_at", "-pk"]
        constraints = [
            choices_constraint("output", Output, "rendering_output_valid"),
            choices_constraint("status", Status, "rendering_status_valid"),
            choices_constraint("step", Step, "rendering_step_valid"),
            models.CheckConstraint(
                condition=Q(kind__in=DocumentKind.values) & ~Q(output=Output.BUNDLE)
                | Q(kind="", output=Output.BUNDLE),
                name="rendering_kind_named",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[Status.QUEUED, Status.RUNNING], finished_at__isnull=True)
                | Q(status__in=[Status.DONE, Status.FAILED], finished_at__isnull=False),
                name="rendering_finished_when_over",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(finished_at__gte=F("created_at")),
                name="rendering_finished_after_asked",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.RUNNING) | Q(lease_until__isnull=False),
                name="rendering_runs_on_a_lease",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.FAILED) | ~Q(sentence=""), name="rendering_failure_explained"
            ),
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=Q(output=Output.ISSUE, status__in=[Status.QUEUED, Status.RUNNING]),
                name="rendering_one_issue_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["requested_by", "output", "kind", "subject", "key"],
                condition=~Q(output=Output.ISSUE) & Q(status__in=[Status.QUEUED, Status.RUNNING]),
                name="rendering_asked_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["created_at", "id"], condition=Q(finished_at__isnull=True), name="rendering_due"
            ),
            models.Index(fields=["kind", "subject", "-created_at"], name="rendering_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.output} {self.kind} {self.subject}".strip()

    def get_absolute_url(self) -> str:
        return reverse("reports:job", args=[self.token])

    @property
    def file_url(self) -> str:
        return reverse("reports:job_file", args=[self.token])

    @property
    def what(self) -> Output:
        return Output(self.output)

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_done(self) -> bool:
        return self.status == Status.DONE

    @property
    def is_failed(self) -> bool:
        return self.status == Status.FAILED

    @property
    def is_unnoticed(self) -> bool:
        """It waits longer than any worker lets it wait."""
        return self.status == Status.QUEUED and timezone.now() - self.created_at > UNNOTICED

    @property
    def content_type(self) -> str:
        return TYPES[self.what]

    def drop_file(self) -> None:
        """What was stored for it goes, unless it has become the file of an issued document."""
        if self.file and not Document.objects.filter(file=self.file).exists():
            default_storage.delete(self.file)
