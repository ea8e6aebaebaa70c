"""`manage.py benchmark_documents`: seconds and memory of documents with 10, 100 and 1,000 work orders."""

from __future__ import annotations

import tempfile
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.test.utils import override_settings

from demo import campus, large_activities
from demo.benchmark import document_timing
from demo.benchmark.document_timing import DocumentCost
from maintenance.models import Cycle, Round
from reports.models import DocumentKind
from reports.models.document_kind import Subject

SIZES = (10, 100, 1000)
AIM = 0.15
HEAD = "| work orders | seconds | processor | growth | peak MB | facts | page | WeasyPrint alone | on top | PDF kB |"
RULE = "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|"


class Command(BaseCommand):
    help = "Print documents of growing size beside the barest WeasyPrint run of the same page (docs/benchmarks.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--kind", choices=DocumentKind.values, default=DocumentKind.REPORT.value)
        parser.add_argument(
            "-n", type=int, default=3, help="runs of each, the middle one counts (%(default)s)"
        )
        parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="ORDERS")

    def handle(self, *args: Any, kind: str, n: int, sizes: list[int], **options: Any) -> None:
        if not campus.exists():
            raise CommandError("There is nobody to do the work; run `manage.py demo` first.")
        wanted = DocumentKind(kind)
        self.stdout.write(f"{wanted.value}, {n} runs each, document and baseline in turn\n\n{HEAD}\n{RULE}")
        before: tuple[int, DocumentCost] | None = None
        # High limits, so that slow machines finish.
        with override_settings(PDF_SECONDS=3600, PDF_MEMORY_MB=8192):
            for size in sizes:
                found = self._measure(wanted, size, n)
                self.stdout.write(_line(size, found, before))
                self.stdout.flush()
                before = (size, found)

    def _measure(self, kind: DocumentKind, size: int, runs: int) -> DocumentCost:
        """Measure one size. Rows are rolled back, photos are in a temporary folder."""
        with (
            tempfile.TemporaryDirectory() as media,
            override_settings(MEDIA_ROOT=media),
            transaction.atomic(),
        ):
            pk = _pk_for(kind, large_activities.create_cycle(size))
            found = document_timing.median_run(
                [document_timing.measure_document(kind, pk) for _run in range(runs)]
            )
            transaction.set_rollback(True)
        return found


def _pk_for(kind: DocumentKind, cycle: Cycle) -> int:
    if kind.subject == Subject.CYCLE:
        return cycle.pk
    return large_activities.YEAR if kind.subject == Subject.YEAR else Round.objects.get(cycle=cycle).pk


def _line(size: int, found: DocumentCost, before: tuple[int, DocumentCost] | None) -> str:
    growth = f"{found.cpu / before[1].cpu:.1f} × for {size / before[0]:.0f} ×" if before else "–"
    cells = (
        f"{size:,}",
        f"{found.whole.seconds + found.reading + found.writing:.1f}",
        f"{found.cpu:.1f}",
        growth,
        f"{found.whole.mb:.0f}",
        f"{found.reading:.2f}",
        f"{found.writing:.2f}",
        f"{found.bare.cpu:.1f} s, {found.bare.mb:.0f} MB",
        f"{found.on_top:+.0%}" + ("" if found.on_top <= AIM else " **over**"),
        f"{found.whole.size / 1024:,.0f}",
    )
    return f"| {' | '.join(cells)} |"
