"""Document numbers: the next free number of a document kind in a year."""

from __future__ import annotations

from datetime import date

from django.db.models import Max

from reports.models import Document, DocumentKind
from reports.models.number_template import build_number


def number_for(kind: DocumentKind, current: Document | None, day: date) -> tuple[str, int]:
    """Return the document number and the sequence number of a new edition.

    A correction has both numbers of the `current` edition. A first edition has the next free numbers of the year of
    `day`. Sequence numbers are never reused. The caller holds the database lock under which documents are issued.
    """
    if current:
        return current.number, current.sequence
    issued = Document.objects.filter(kind=kind, year=day.year)
    sequence = (issued.aggregate(last=Max("sequence"))["last"] or 0) + 1
    while Document.objects.filter(number=build_number(kind, sequence, day)).exists():
        sequence += 1  # a number template changed within the year may produce a number that exists
    return build_number(kind, sequence, day), sequence
