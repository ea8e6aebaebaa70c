"""Which lines of an issued document wait for electronic signatures, and who is told that it is their turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Role, User
from core import mail as outbox
from core.mail import EmailTemplate
from reports.models import Document, DocumentKind, SignatureLine
from reports.models.signature import normalize_nip

if TYPE_CHECKING:
    from reports.types.base import Heading

# Here the vendor's party signs on paper; the institution's lines are called otherwise than elsewhere.
MINUTES = (DocumentKind.INSPECTION, DocumentKind.HANDOVER)


@dataclass(frozen=True, kw_only=True)
class SignatureAwaited(EmailTemplate):
    template = "signature_awaited"
    number: str
    subject: str
    position: str


def open_lines(document: Document, heading: Heading) -> None:
    """One line for each of the institution's signatories that the document prints; inside its issue."""
    if not (heading.imprint and heading.imprint.electronic):
        return
    for place, each in enumerate(heading.signatories, start=1):
        SignatureLine.objects.create(
            document=document,
            place=place,
            act=_act(document.what, place) or each.act,
            name=each.name,
            position=each.position,
            nip=normalize_nip(each.nip),
        )
    tell_next(document)


@override("id")
def _act(kind: DocumentKind, place: int) -> str:
    if kind not in MINUTES:
        return ""
    return _("Pihak Pertama") if place == 1 else _("Mengetahui")


def tell_next(document: Document) -> None:
    """A letter to whoever is to sign now; inside the transaction that made it so."""
    line = SignatureLine.objects.waiting().filter(document=document).first()
    if line is None:
        return
    letter = SignatureAwaited(
        path=document.get_absolute_url(),
        number=document.reference,
        subject=document.subject,
        position=line.position,
    )
    people = User.objects.filter(is_active=True).exclude(role=Role.VENDOR).exclude(nip="")
    outbox.enqueue(letter, to=[each for each in people if line.is_for(each)], about=f"{line.pk}")
