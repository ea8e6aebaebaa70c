"""Signature lines of an issued document, and the e-mail to the user who signs next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Role, User
from core.mail import EmailTemplate, enqueue
from reports.models import Document, DocumentKind, SignatureLine
from reports.models.signature import normalize_nip

if TYPE_CHECKING:
    from reports.types.base import Heading

# In minutes the vendor signs on paper, and the institution's lines have other headings than in other documents.
MINUTES_KINDS = (DocumentKind.INSPECTION, DocumentKind.HANDOVER)


@dataclass(frozen=True, kw_only=True)
class SignatureAwaited(EmailTemplate):
    template = "signature_awaited"
    number: str
    subject: str
    position: str


def create_signature_lines(document: Document, heading: Heading) -> None:
    """Create one line for each signatory printed in the document. Runs inside the issuing transaction."""
    if not (heading.imprint and heading.imprint.electronic):
        return
    for place, each in enumerate(heading.signatories, start=1):
        SignatureLine.objects.create(
            document=document,
            place=place,
            act=_act(document.document_kind, place) or each.act,
            name=each.name,
            position=each.position,
            nip=normalize_nip(each.nip),
        )
    notify_next_signer(document)


@override("id")
def _act(kind: DocumentKind, place: int) -> str:
    if kind not in MINUTES_KINDS:
        return ""
    return _("Pihak Pertama") if place == 1 else _("Mengetahui")


def notify_next_signer(document: Document) -> None:
    """Queue an e-mail to the users who may sign the next line. Runs inside the transaction that issued or signed."""
    line = SignatureLine.objects.waiting().filter(document=document).first()
    if line is None:
        return
    email = SignatureAwaited(
        path=document.get_absolute_url(),
        number=document.reference,
        subject=document.subject,
        position=line.position,
    )
    candidates = User.objects.filter(is_active=True).exclude(role=Role.VENDOR).exclude(nip="")
    enqueue(email, to=[each for each in candidates if line.is_for(each)], event_key=f"{line.pk}")
