"""A request to issue a document, and the reasons why it cannot be issued now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from maintenance import gate
from maintenance.models import Cycle, Round
from maintenance.reasons import MayNot, NotYet, Reason, Refused
from maintenance.sop import Move
from reports.models import Document, DocumentKind, Subject
from reports.models.document_kind import ISSUER_ROLES
from reports.types.base import Heading
from reports.types.registry import DOCUMENT_TYPES

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class IssueRequest:
    """A document kind, the id of its subject, and the user who requests it.

    `correction` is the reason for replacing the current edition; empty for a first edition.
    """

    kind: DocumentKind
    pk: int
    by: User
    correction: str = ""

    @property
    def url(self) -> str:
        return reverse("reports:document", args=[self.kind, self.pk])

    @property
    def current(self) -> Document | None:
        return Document.objects.for_subject(self.kind, self.pk).current().first()

    @property
    def cycle_id(self) -> int | None:
        """Id of the cycle to lock while the document is issued; None for an annual report."""
        if self.kind.subject == Subject.ROUND:
            return Round.objects.values_list("cycle", flat=True).get(pk=self.pk)
        return self.pk if self.kind.subject == Subject.CYCLE else None

    @property
    def ends_the_cycle(self) -> bool:
        return self.kind == DocumentKind.REPORT and not self.correction

    def collect_heading(self) -> Heading:
        return DOCUMENT_TYPES[self.kind].collect_heading(self.pk, self.by)

    def collect(self) -> Any:
        return DOCUMENT_TYPES[self.kind].collect(self.pk, self.by)


def find_issue_refusal(issue_request: IssueRequest, heading: Heading | None = None) -> Refused | None:
    """Return the reason why the document cannot be issued now, or None.

    Checks the user, then existing editions, then the content. Pass `heading` when the caller has already loaded the
    heading; otherwise this function collects the heading. Raises `NoSuchDocument` when the user may not see such a
    document.
    """
    if issue_request.by.role not in ISSUER_ROLES:
        return MayNot([Reason("role", _("Hanya Seksi Operasional yang menerbitkan dokumen."))])
    return _content_refusal(issue_request, heading or issue_request.collect_heading())


def _content_refusal(issue_request: IssueRequest, heading: Heading) -> Refused | None:
    if issue_request.ends_the_cycle:
        return gate.find_refusal(Cycle.objects.get(pk=issue_request.pk), Move.FINISH, issue_request.by)
    current = issue_request.current
    if current and not issue_request.correction:
        text = _(
            "Dokumen ini sudah terbit dengan nomor %(number)s. Edisi pengganti memerlukan alasan pembetulan."
        )
        return NotYet([Reason("issued", text % {"number": current.reference}, current.get_absolute_url())])
    if issue_request.correction and not current:
        text = _("Belum ada edisi yang dapat dibetulkan: dokumen ini belum pernah terbit.")
        return NotYet([Reason("unissued", text)])
    if heading.dated is None and issue_request.kind != DocumentKind.REPORT:
        return NotYet([Reason("unsettled", _unsettled_text(issue_request.kind, heading))])
    return None


def _unsettled_text(kind: DocumentKind, heading: Heading) -> str:
    if kind == DocumentKind.ANNUAL:
        return gettext("Laporan tahunan terbit setelah tahunnya lewat dan semua siklusnya mempunyai laporan.")
    text = gettext("Isi dokumen ini masih dapat berubah, karena baris %(number)s SOP belum selesai.")
    return text % {"number": heading.row}
