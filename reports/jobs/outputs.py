"""What each order comes to: the worker reads what the person may see now, and makes the file of that."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from maintenance.reasons import MayNot, NotYet, Reason
from reports.data import UnknownVersion, dump_text, fingerprint
from reports.issuing.services import issue
from reports.jobs import archive
from reports.jobs.job_run import JobRun
from reports.models import Document, DocumentKind, Job, Output
from reports.types.registry import DOCUMENT_TYPES, draft_name


def make(order: Job, turn: JobRun) -> None:
    """Raises `NoSuchDocument`, `Refused` or `RenderError`; then nothing has changed."""
    if not order.requested_by.is_active:
        raise MayNot([Reason("inactive", _("Akun yang memintanya tidak aktif lagi."))])
    MAKE[order.what](order, turn)


def _issue(order: Job, turn: JobRun) -> None:
    kind = DocumentKind(order.kind)
    issue(kind, order.subject, by=order.requested_by, correction=order.correction, witness=turn)


def _draft(order: Job, turn: JobRun) -> None:
    turn.reading()
    kind, by = DocumentKind(order.kind), order.requested_by
    paper = DOCUMENT_TYPES[kind].collect(order.subject, by)
    if issued := Document.objects.visible_to(by).of(kind, order.subject).current().first():
        text = _("Dokumen ini sudah terbit dengan nomor %(number)s; rancangannya tidak ada lagi.")
        raise NotYet([Reason("issued", text % {"number": issued.reference})])
    turn.composing()
    content = DOCUMENT_TYPES[kind].render_pdf(paper)
    turn.keep(ContentFile(content), draft_name(paper), fingerprint(dump_text(paper)))


def _sheets(order: Job, turn: JobRun) -> None:
    from reports.workbooks import build_workbook  # loads openpyxl, which no web worker needs

    turn.reading()
    kind, by, edition = DocumentKind(order.kind), order.requested_by, order.document
    if edition is None:
        paper = DOCUMENT_TYPES[kind].collect(order.subject, by)
        mark, name = fingerprint(dump_text(paper)), draft_name(paper)
    else:
        Document.objects.visible_to(by).get(pk=edition.pk)
        paper, mark, name = _as_issued(edition), edition.sha256, edition.filename
    turn.composing()
    with build_workbook(kind, paper) as file:
        turn.keep(file, name.removesuffix(".pdf") + ".xlsx", mark)


def _as_issued(edition: Document) -> Any:
    try:
        return DOCUMENT_TYPES[edition.what].load(edition.snapshot)
    except UnknownVersion as error:
        text = _(
            "Data edisi ini masih dalam bentuk lama, yang tidak dapat dijadikan lembar kerja. "
            "Datanya terlampir di dalam PDF-nya."
        )
        raise NotYet([Reason("old", text)]) from error


def _bundle(order: Job, turn: JobRun) -> None:
    turn.reading()
    visible = Document.objects.visible_to(order.requested_by).filter(pk__in=order.chosen)
    documents = list(
        visible.select_related("replaced_by")
        .defer("snapshot")
        .order_by("kind", "year", "sequence", "edition")
    )
    if len(documents) < len(order.chosen):
        raise MayNot([Reason("gone", _("Sebagian dokumen yang dipilih tidak terbuka lagi bagi Anda."))])
    turn.composing()
    with archive.archive(documents) as file:
        turn.keep(file, archive.name(order), order.key)


MAKE = {
    Output.ISSUE: _issue,
    Output.DRAFT: _draft,
    Output.SHEETS: _sheets,
    Output.BUNDLE: _bundle,
}
