"""Models: issued documents, acknowledgements, signatures, number templates and document jobs."""

from reports.models.acknowledgement import Acknowledgement
from reports.models.document import Document
from reports.models.document_kind import DocumentKind, Subject
from reports.models.immutable import ImmutableError
from reports.models.job import Job, Output
from reports.models.number_template import NumberTemplate
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
