"""E-mails about documents: the notification that a manager acknowledged a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from accounts.models import Role, User
from core.mail import EmailTemplate, enqueue

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


def notify_acknowledged(acknowledgement: Acknowledgement) -> None:
    """Queue an e-mail about the acknowledgement, with the note of the manager.

    The recipients are the section heads and the user who issued the document.
    """
    document, manager = acknowledgement.document, acknowledgement.manager
    email = DocumentAcknowledged(
        path=document.get_absolute_url(),
        number=document.reference,
        subject=document.subject,
        manager=str(manager),
        position=manager.position,
        note=acknowledgement.note,
    )
    recipients = User.objects.filter(Q(role=Role.HEAD) | Q(pk=document.issued_by_id), is_active=True)
    enqueue(email, to=recipients, event_key=f"{acknowledgement.pk}")
