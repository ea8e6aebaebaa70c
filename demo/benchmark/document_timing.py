"""Measures the cost of a document from database to PDF, compared with plain WeasyPrint for the same HTML."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time

from django.conf import settings

from accounts.models import Role, User
from reports.models import DocumentKind
from reports.types.base import build_render_request
from reports.types.registry import DOCUMENT_TYPES, DocumentType

# Runs a module, then prints its processor time and peak memory.
MEASURING_SCRIPT = """
import atexit, json, re, resource, runpy, sys
def tell():
    used = resource.getrusage(resource.RUSAGE_SELF)
    peak = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]
    print(json.dumps({"cpu": used.ru_utime + used.ru_stime, "mb": int(peak) / 1024}), file=sys.stderr)
atexit.register(tell)
runpy.run_module(sys.argv[1], run_name="__main__")
"""
OURS, BARE = "core.pdf.render_process", "demo.benchmark.bare_pdf"


@dataclass(frozen=True)
class ProcessCost:
    """Cost of a process: wall-clock and processor seconds, peak memory in megabytes, and output size in bytes."""

    seconds: float
    cpu: float
    mb: float
    size: int


@dataclass(frozen=True)
class DocumentCost:
    """Cost of a document. `reading` collects the data and `writing` renders the HTML, before the PDF process starts."""

    reading: float
    writing: float
    whole: ProcessCost
    bare: ProcessCost

    @property
    def cpu(self) -> float:
        return self.reading + self.writing + self.whole.cpu

    @property
    def on_top(self) -> float:
        """Processor time in addition to the time of plain WeasyPrint, as a fraction of the time of plain WeasyPrint."""
        return self.cpu / self.bare.cpu - 1


def measure_document(kind: DocumentKind, pk: int) -> DocumentCost:
    document_type: DocumentType = DOCUMENT_TYPES[kind]
    began = process_time()
    paper = document_type.collect(pk, User(role=Role.HEAD))
    read = process_time()
    pictures = document_type.media(paper)
    message = build_render_request(
        document_type.render_html(paper, pictures), paper, at=paper.heading.at, media=pictures
    ).message()
    return DocumentCost(read - began, process_time() - read, _run(OURS, message), _run(BARE, message))


def median_run(runs: list[DocumentCost]) -> DocumentCost:
    """Return the run with the median overhead."""
    wanted = median(run.on_top for run in runs)
    return min(runs, key=lambda run: abs(run.on_top - wanted))


def _run(module: str, message: bytes) -> ProcessCost:
    began = perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", MEASURING_SCRIPT, module],
        input=message,
        capture_output=True,
        cwd=settings.BASE_DIR,
        check=True,
    )
    seconds = perf_counter() - began
    told = json.loads(done.stderr.decode().splitlines()[-1])
    return ProcessCost(seconds, told["cpu"], told["mb"], len(done.stdout))
