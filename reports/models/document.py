"""Issued documents with their number, data, PDF file and hash. They never change."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.db.constraints import choices_constraint
from core.files.names import download_filename
from maintenance.models import Cycle, Round
from reports.emails import notify_acknowledged
from reports.models.document_kind import MANAGER_KINDS, VENDOR_KINDS, DocumentKind, Subject
from reports.models.immutable import ImmutableModel
from reports.models.number_template import MAX_NUMBER_LENGTH

if TYPE_CHECKING:
    from accounts.models import User
    from reports.models.acknowledgement import Acknowledgement
    from reports.models.signature import Signature, SignatureLine

# Users type the token from print, so it has no upper case and no similar characters. 20 characters have 99 bits.
TOKEN_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
TOKEN_LENGTH = 20
SUBJECT_COLUMNS: Mapping[Subject, str] = {
    Subject.CYCLE: "cycle_id",
    Subject.ROUND: "round_id",
    Subject.YEAR: "budget_year",
}


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: User) -> DocumentQuerySet:
        """Return all documents for staff. A vendor user sees documents of its own rounds, of the kinds for vendors."""
        if user.is_staff_side:
            return self
        return self.filter(kind__in=VENDOR_KINDS, round__in=Round.objects.visible_to(user).values("pk"))

    def for_subject(self, kind: DocumentKind, pk: int) -> DocumentQuerySet:
        """Return all editions of a document. `pk` is the id of the cycle or round, or the budget year."""
        return self.filter(kind=kind, **{SUBJECT_COLUMNS[kind.subject]: pk})

    def current(self) -> DocumentQuerySet:
        """Return the current editions: documents that are not replaced by a later edition."""
        return self.filter(replaced_by__isnull=True)

    def reports(self) -> DocumentQuerySet:
        """Return the current management reports, one for each finished cycle."""
        return self.current().filter(kind=DocumentKind.REPORT)

    def unacknowledged_by(self, user: User) -> DocumentQuerySet:
        return self.current().filter(kind__in=MANAGER_KINDS).exclude(acknowledgements__manager=user)

    def with_acknowledgements(self) -> DocumentQuerySet:
        """Annotate `acknowledged`, the number of acknowledgements."""
        return self.annotate(acknowledged=models.Count("acknowledgements"))


def format_reference(number: str, edition: int) -> str:
    """Return the document number. From the second edition on, the edition is appended."""
    if edition == 1:
        return number
    return gettext("%(number)s edisi %(edition)s") % {"number": number, "edition": edition}


def new_token() -> str:
    return "".join(secrets.choice(TOKEN_LETTERS) for _letter in range(TOKEN_LENGTH))


@dataclass(frozen=True)
class Revision:
    """A version of the PDF file: as issued (`number` 0), or after a signature (`number` is its place)."""

    number: int
    file: str
    sha256: str
    size: int
    at: datetime
    signature: Signature | None = None

    def read(self) -> bytes:
        with default_storage.open(self.file) as file:
            return bytes(file.read())


def _subject_condition(kinds: list[DocumentKind], column: str) -> Q:
    """Return the database condition for documents of these kinds: only the given subject column has a value."""
    others = {f"{name}__isnull": name != column for name in ("cycle", "round", "budget_year")}
    return Q(kind__in=[kind.value for kind in kinds], **others)


def _kinds_of(subject: Subject) -> list[DocumentKind]:
    return [kind for kind in DocumentKind if kind.subject == subject]


class Document(ImmutableModel):
    """An edition of an issued document.

    `snapshot` is the document data (see `reports.data`). `file` is the name in the storage. A correction is a new
    edition with the same number; it has the replaced edition and the reason.
    """

    kind = models.CharField(_("jenis"), max_length=40, choices=DocumentKind.choices)
    cycle = models.ForeignKey(
        Cycle, models.PROTECT, null=True, related_name="documents", verbose_name=_("siklus")
    )
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, related_name="documents", verbose_name=_("putaran")
    )
    budget_year = models.PositiveSmallIntegerField(_("tahun anggaran"), null=True)
    subject = models.CharField(_("perihal"), max_length=300)
    about = models.CharField(_("tentang"), max_length=120)

    number = models.CharField(_("nomor"), max_length=MAX_NUMBER_LENGTH)
    sequence = models.PositiveIntegerField(_("nomor urut"))
    year = models.PositiveSmallIntegerField(_("tahun"))
    edition = models.PositiveSmallIntegerField(_("edisi"), default=1)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaced_by", verbose_name=_("menggantikan")
    )
    correction = models.TextField(_("alasan pembetulan"), blank=True)

    snapshot = models.JSONField(_("potret data"), encoder=DjangoJSONEncoder)
    file = models.CharField(max_length=200, unique=True)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField(_("ukuran (bita)"))
    token = models.CharField(max_length=64, unique=True, default=new_token)
    issued_at = models.DateTimeField(_("diterbitkan"), default=timezone.now)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("diterbitkan oleh")
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("dokumen terbit")
        verbose_name_plural = _("dokumen terbit")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            choices_constraint("kind", DocumentKind, "document_kind_valid"),
            models.CheckConstraint(
                condition=_subject_condition(_kinds_of(Subject.CYCLE), "cycle")
                | _subject_condition(_kinds_of(Subject.ROUND), "round")
                | _subject_condition(_kinds_of(Subject.YEAR), "budget_year"),
                name="document_of_one_subject",
            ),
            models.CheckConstraint(
                condition=Q(edition=1, replaces__isnull=True, correction="")
                | Q(edition__gt=1, replaces__isnull=False) & ~Q(correction=""),
                name="document_correction_explained",
            ),
            models.UniqueConstraint(fields=["number", "edition"], name="document_number_once"),
            models.UniqueConstraint(
                fields=["kind", "year", "sequence", "edition"], name="document_sequence_once"
            ),
            models.UniqueConstraint(fields=["kind", "cycle", "edition"], name="document_once_per_cycle"),
            models.UniqueConstraint(fields=["kind", "round", "edition"], name="document_once_per_round"),
            models.UniqueConstraint(fields=["kind", "budget_year", "edition"], name="document_once_per_year"),
        ]
        indexes = [
            models.Index(F("issued_at").desc(), F("id").desc(), name="document_by_issue"),
            models.Index(fields=["kind", "-issued_at"], name="document_by_kind"),
            models.Index(fields=["sha256"], name="document_by_sha256"),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("reports:detail", args=[self.pk])

    @property
    def reference(self) -> str:
        return format_reference(self.number, self.edition)

    @property
    def document_kind(self) -> DocumentKind:
        return DocumentKind(self.kind)

    @property
    def kind_label(self) -> str:
        return str(self.document_kind.label)

    @property
    def subject_pk(self) -> int:
        """Id of the cycle or round, or the budget year."""
        return int(getattr(self, SUBJECT_COLUMNS[self.document_kind.subject]))

    @property
    def page_url(self) -> str:
        """URL of the page with all editions of this document."""
        return reverse("reports:document", args=[self.kind, self.subject_pk])

    @property
    def file_url(self) -> str:
        return reverse("reports:file", args=[self.pk])

    @property
    def verify_url(self) -> str:
        return reverse("reports:verify", args=[self.token])

    @property
    def is_replaced(self) -> bool:
        return getattr(self, "replaced_by", None) is not None

    @property
    def is_for_managers(self) -> bool:
        return self.document_kind in MANAGER_KINDS

    @property
    def filename(self) -> str:
        """Filename for download."""
        edition = f"-edisi-{self.edition}" if self.edition > 1 else ""
        return download_filename(self.number.replace("/", "-") + edition + ".pdf", "pdf")

    @cached_property
    def signature_block(self) -> list[SignatureLine]:
        """Lines of the signature block in order, both signed and unsigned.

        They exist only for electronic signatures.
        """
        return list(self.signature_lines.select_related("signature__signer").order_by("place"))

    @property
    def revisions(self) -> list[Revision]:
        """The file as issued, and the file after each signature. Each file contains the previous one."""
        issued = Revision(0, self.file, self.sha256, self.size, self.issued_at)
        signed = [(line.place, line.signed) for line in self.signature_block]
        return [
            issued,
            *(Revision(n, s.file, s.sha256, s.size, s.signed_at, s) for n, s in signed if s is not None),
        ]

    def read(self) -> bytes:
        """Return the content of the PDF with all signatures."""
        return self.revisions[-1].read()

    def acknowledge(self, *, by: User, note: str = "") -> Acknowledgement:
        """Record the acknowledgement of a manager and send a notification by e-mail.

        A second call by the same manager changes nothing.
        """
        with transaction.atomic():
            acknowledgement, is_new = self.acknowledgements.get_or_create(
                manager=by, defaults={"note": note.strip()}
            )
            if is_new:
                notify_acknowledged(acknowledgement)
        return acknowledgement
