"""Reports of the large demo: real rows and real files, but of one page, for forty PDFs would take an hour."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from core.files import private_name
from demo import pictures
from maintenance import gate
from maintenance.guards import IssuedFile
from maintenance.sop import Move
from reports.issue import preview
from reports.models import Institution, ManagementReport
from reports.snapshot import dump


def issue_briefly(cycle_id: int, *, by: User) -> ManagementReport:
    """As `reports.issue` does, with a drawn page; the snapshot lists no single orders, activities and assets."""
    now = timezone.now()
    day = timezone.localdate(now)
    last = ManagementReport.objects.filter(year=day.year).aggregate(last=Max("sequence"))["last"] or 0
    number = Institution.current().number(last + 1, day)
    snapshot = preview(cycle_id)
    single = ("orders", "activities", "evidence", "assets", "findings", "reviews", "scenes")
    facts = replace(snapshot.facts, **{name: [] for name in single})
    pdf = pictures.sheet(number, [facts.code, facts.plan.title]).read()
    sha256 = hashlib.sha256(pdf).hexdigest()
    name = default_storage.save(private_name("reports", "laporan.pdf"), ContentFile(pdf))
    report = ManagementReport.objects.create(
        cycle_id=cycle_id,
        number=number,
        sequence=last + 1,
        year=day.year,
        snapshot=dump(replace(snapshot, facts=facts)),
        file=name,
        sha256=sha256,
        size=len(pdf),
        issued_at=now,
        issued_by=by,
    )
    gate.perform(cycle_id, Move.FINISH, by=by, report=IssuedFile(number=number, name=name, sha256=sha256))
    return report
