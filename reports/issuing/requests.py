"""A document that somebody wants issued, and what stands against it."""

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
from reports.models.document_kind import ISSUERS
from reports.types.base import Heading
from reports.types.registry import DOCUMENT_TYPES

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class IssueRequest:
    """Which document is wanted, of what, by whom; `correction` is why the edition in force is to be replaced."""

    kind: DocumentKind
    pk: int
    by: User
    correction: str = ""

    @property
    def url(self) -> str:
        return reverse("reports:document", args=[self.kind, self.pk])

    @property
    def current(self) -> Document | None:
        return Document.objects.of(self.kind, self.pk).current().first()

    @property
    def cycle_id(self) -> int | None:
        """The cycle whose lock keeps the content still; a year has none."""
        if self.kind.subject == Subject.ROUND:
            return Round.objects.values_list("cycle", flat=True).get(pk=self.pk)
        return self.pk if self.kind.subject == Subject.CYCLE else None

    @property
    def ends_the_cycle(self) -> bool:
        return self.kind == DocumentKind.REPORT and not self.correction

    def heading(self) -> Heading:
        return DOCUMENT_TYPES[self.kind].collect_heading(self.pk, self.by)

    def paper(self) -> Any:
        return DOCUMENT_TYPES[self.kind].collect(self.pk, self.by)


def why_not(wish: IssueRequest, heading: Heading | None = None) -> Refused | None:
    """What stands against issuing: the person first, then what is in force, then the content.

    A page that has the `heading` already gives it; else it is read now. Raises `NoSuchDocument` where there is
    nothing that this person may see.
    """
    if wish.by.role not in ISSUERS:
        return MayNot([Reason("role", _("Hanya Seksi Operasional yang menerbitkan dokumen."))])
    return _not_yet(wish, heading or wish.heading())


def _not_yet(wish: IssueRequest, heading: Heading) -> Refused | None:
    if wish.ends_the_cycle:
        return gate.find_refusal(Cycle.objects.get(pk=wish.pk), Move.FINISH, wish.by)
    current = wish.current
    if current and not wish.correction:
        text = _(
            "Dokumen ini sudah terbit dengan nomor %(number)s. Edisi pengganti memerlukan alasan pembetulan."
        )
        return NotYet([Reason("issued", text % {"number": current.reference}, current.get_absolute_url())])
    if wish.correction and not current:
        text = _("Belum ada edisi yang dapat dibetulkan: dokumen ini belum pernah terbit.")
        return NotYet([Reason("unissued", text)])
    if heading.dated is None and wish.kind != DocumentKind.REPORT:
        return NotYet([Reason("unsettled", _what_is_awaited(wish.kind, heading))])
    return None


def _what_is_awaited(kind: DocumentKind, heading: Heading) -> str:
    if kind == DocumentKind.ANNUAL:
        return gettext("Laporan tahunan terbit setelah tahunnya lewat dan semua siklusnya mempunyai laporan.")
    text = gettext("Isi dokumen ini masih dapat berubah, karena baris %(number)s SOP belum selesai.")
    return text % {"number": heading.row}
