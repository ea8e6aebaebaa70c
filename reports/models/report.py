"""The management report (row 8's output): issued once per cycle, with its snapshot, its file and its hash."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.addresses import record_url
from maintenance.models import Cycle

if TYPE_CHECKING:
    from accounts.models import User


class ImmutableError(TypeError):
    """Somebody tried to alter or delete an issued report or an acknowledgement."""

    def __init__(self) -> None:
        super().__init__("An issued report does not change.")


class Immutable(models.Model):
    """Written once. The seals in the database say the same to whoever goes round the model."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ImmutableError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise ImmutableError


class ManagementReportQuerySet(models.QuerySet["ManagementReport"]):
    def visible_to(self, user: User) -> ManagementReportQuerySet:
        """The report is the institution's own; a vendor sees evaluations, not this."""
        return self if user.is_staff_side else self.none()

    def unacknowledged_by(self, user: User) -> ManagementReportQuerySet:
        return self.exclude(acknowledgements__manager=user)

    def with_acknowledgements(self) -> ManagementReportQuerySet:
        """Each with `acknowledged`, how many managers took note."""
        return self.annotate(acknowledged=models.Count("acknowledgements"))


def new_token() -> str:
    return secrets.token_urlsafe(24)


class ManagementReport(Immutable):
    """`snapshot` is all that the document prints (see `reports.snapshot`); `file` is a name in the storage."""

    cycle = models.OneToOneField(Cycle, models.PROTECT, related_name="report", verbose_name=_("siklus"))
    number = models.CharField(_("nomor"), max_length=80, unique=True)
    sequence = models.PositiveIntegerField(_("nomor urut"))
    year = models.PositiveSmallIntegerField(_("tahun"))
    snapshot = models.JSONField(_("potret data"), encoder=DjangoJSONEncoder)
    file = models.CharField(max_length=200, unique=True)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField(_("ukuran (bita)"))
    token = models.CharField(max_length=64, unique=True, default=new_token)
    issued_at = models.DateTimeField(_("diterbitkan"), default=timezone.now)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("diterbitkan oleh")
    )

    objects = ManagementReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("laporan manajemen")
        verbose_name_plural = _("laporan manajemen")
        ordering = ["-issued_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["year", "sequence"], name="report_sequence_once")]
        indexes = [models.Index(fields=["-issued_at"], name="report_by_issue")]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return record_url("reports:detail", self.pk)

    @property
    def document_url(self) -> str:
        return record_url("reports:document", "management-report", self.pk)

    @property
    def verify_url(self) -> str:
        return reverse("reports:verify", args=[self.token])

    @property
    def filename(self) -> str:
        """A name for the person's own folder: the number, with what file systems refuse replaced."""
        return "".join(c if c.isalnum() or c in "-_." else "-" for c in self.number) + ".pdf"

    def read(self) -> bytes:
        """The PDF as it was issued."""
        with default_storage.open(self.file) as file:
            return bytes(file.read())

    def acknowledge(self, *, by: User, note: str = "") -> Acknowledgement:
        """A manager takes note, once; a second time changes nothing."""
        acknowledgement, _created = Acknowledgement.objects.get_or_create(
            report=self, manager=by, defaults={"note": note.strip()}
        )
        return acknowledgement


class Acknowledgement(Immutable):
    """A manager has taken note of a report."""

    report = models.ForeignKey(
        ManagementReport, models.PROTECT, related_name="acknowledgements", verbose_name=_("laporan")
    )
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="acknowledgements", verbose_name=_("manajer")
    )
    note = models.TextField(_("catatan"), blank=True)
    at = models.DateTimeField(_("waktu"), default=timezone.now)

    class Meta:
        verbose_name = _("tanda mengetahui")
        verbose_name_plural = _("tanda mengetahui")
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "manager"], name="acknowledged_once")]

    def __str__(self) -> str:
        return f"{self.manager}: {self.report}"
