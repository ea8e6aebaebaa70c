"""What a person gets who asks for an output of the SOP: the edition in force as it was issued, or else a draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.models import Document, DocumentKind
from reports.types.registry import DOCUMENT_TYPES, draft_name

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Copy:
    """A PDF and the name for the person's own folder."""

    content: bytes
    filename: str


def copy_of(kind: DocumentKind, pk: int, user: User) -> Copy:
    """Raises `NoSuchDocument`, or `RenderError` when no PDF could be made."""
    paper = DOCUMENT_TYPES[kind].collect(pk, user)
    issued = Document.objects.visible_to(user).of(kind, pk).current().first()
    if issued:
        return Copy(issued.read(), issued.filename)
    return Copy(DOCUMENT_TYPES[kind].render_pdf(paper), draft_name(paper))
