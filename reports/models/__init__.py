"""What reports keep: the letterhead, how documents are numbered, what was issued, who acknowledged it, and
what is being made."""

from reports.models.acknowledgement import Acknowledgement
from reports.models.document import Document
from reports.models.document_kind import DocumentKind, Subject
from reports.models.immutable import ImmutableError
from reports.models.job import Job, Output
from reports.models.numbering import NumberTemplate
from reports.models.signature import Signature, SignatureLine

__all__ = [
    "Acknowledgement",
    "Document",
    "DocumentKind",
    "ImmutableError",
    "Job",
    "NumberTemplate",
    "Output",
    "Signature",
    "SignatureLine",
    "Subject",
]
