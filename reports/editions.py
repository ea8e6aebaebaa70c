"""PDF of an SOP document for a user: the current edition if the document is issued, otherwise a draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.models import Document, DocumentKind
from reports.types.registry import DOCUMENT_TYPES, draft_name

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class EditionFile:
    """A PDF and its file name for downloads."""

    content: bytes
    filename: str


def get_edition_file(kind: DocumentKind, pk: int, user: User) -> EditionFile:
    """Return the current edition or render a draft. Raises `NoSuchDocument`, or `RenderError` when rendering fails."""
    data = DOCUMENT_TYPES[kind].collect(pk, user)
    issued = Document.objects.visible_to(user).for_subject(kind, pk).current().first()
    if issued:
        return EditionFile(issued.read(), issued.filename)
    return EditionFile(DOCUMENT_TYPES[kind].render_pdf(data), draft_name(data))
