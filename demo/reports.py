"""Reports of the large data set: one page each, because rendering forty full reports would take an hour."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from core.files.names import random_storage_name
from demo import pictures
from maintenance import gate
from maintenance.guards import IssuedFile
from maintenance.sop import Move
from reports.data import dump
from reports.models import Document, DocumentKind
from reports.models.number_template import build_number
from reports.types.registry import DOCUMENT_TYPES


def issue_short_report(cycle_id: int, *, by: User) -> Document:
    """Issue a report with a drawn page; its snapshot lists no work orders, activities or assets."""
    now = timezone.now()
    day = timezone.localdate(now)
    counted = Document.objects.filter(kind=DocumentKind.REPORT, year=day.year)
    last = counted.aggregate(last=Max("sequence"))["last"] or 0
    number = build_number(DocumentKind.REPORT, last + 1, day)
    paper = DOCUMENT_TYPES[DocumentKind.REPORT].collect(cycle_id, by)
    single = ("orders", "activities", "evidence", "assets", "findings", "reviews", "scenes")
    facts = replace(paper.facts, **{name: [] for name in single})
    pdf = pictures.sheet(number, [facts.code, facts.plan.title]).read()
    sha256 = hashlib.sha256(pdf).hexdigest()
    name = default_storage.save(random_storage_name("reports", "laporan.pdf"), ContentFile(pdf))
    report = Document.objects.create(
        kind=DocumentKind.REPORT,
        cycle_id=cycle_id,
        subject=paper.heading.subject,
        about=paper.heading.cycle,
        number=number,
        sequence=last + 1,
        year=day.year,
        snapshot=dump(replace(paper, facts=facts)),
        file=name,
        sha256=sha256,
        size=len(pdf),
        issued_at=now,
        issued_by=by,
    )
    gate.perform(cycle_id, Move.FINISH, by=by, report=IssuedFile(number=number, name=name, sha256=sha256))
    return report
