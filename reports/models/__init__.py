"""What reports keep: the letterhead, how documents are numbered, what was issued, and who acknowledged it."""

from reports.models.document import Acknowledgement, Document
from reports.models.immutable import ImmutableError
from reports.models.institution import Institution, Signatory
from reports.models.kind import DocumentKind, Subject
from reports.models.numbering import NumberTemplate

__all__ = [
    "Acknowledgement",
    "Document",
    "DocumentKind",
    "ImmutableError",
    "Institution",
    "NumberTemplate",
    "Signatory",
    "Subject",
]
