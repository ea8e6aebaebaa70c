"""The mail of this room: a manager took note of a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from accounts.models import Role, User
from core import mail as outbox
from core.mail import EmailTemplate

if TYPE_CHECKING:
    from reports.models import Acknowledgement


@dataclass(frozen=True, kw_only=True)
class DocumentAcknowledged(EmailTemplate):
    template = "document_acknowledged"
    number: str
    subject: str
    manager: str
    position: str
    note: str


def tell_acknowledged(acknowledgement: Acknowledgement) -> None:
    """To the heads of Seksi Operasional and to whoever issued the document; the note is for them to act on."""
    document, manager = acknowledgement.document, acknowledgement.manager
    letter = DocumentAcknowledged(
        path=document.get_absolute_url(),
        number=document.reference,
        subject=document.subject,
        manager=str(manager),
        position=manager.position,
        note=acknowledgement.note,
    )
    readers = User.objects.filter(Q(role=Role.HEAD) | Q(pk=document.issued_by_id), is_active=True)
    outbox.enqueue(letter, to=readers, about=f"{acknowledgement.pk}")
