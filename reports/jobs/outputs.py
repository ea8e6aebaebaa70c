"""Produce the output of a job, from the data that the requesting user may see at that time."""

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


def produce(job: Job, run: JobRun) -> None:
    """Produce the output and finish the job.

    Raises `NoSuchDocument`, `Refused` or `RenderError`; then nothing has changed.
    """
    if not job.requested_by.is_active:
        raise MayNot([Reason("inactive", _("Akun yang memintanya tidak aktif lagi."))])
    PRODUCERS[job.output_kind](job, run)


def _produce_issue(job: Job, run: JobRun) -> None:
    kind = DocumentKind(job.kind)
    issue(kind, job.subject, by=job.requested_by, correction=job.correction, listener=run)


def _produce_draft(job: Job, run: JobRun) -> None:
    run.on_reading()
    kind, by = DocumentKind(job.kind), job.requested_by
    data = DOCUMENT_TYPES[kind].collect(job.subject, by)
    if issued := Document.objects.visible_to(by).for_subject(kind, job.subject).current().first():
        text = _("Dokumen ini sudah terbit dengan nomor %(number)s; rancangannya tidak ada lagi.")
        raise NotYet([Reason("issued", text % {"number": issued.reference})])
    run.on_composing()
    content = DOCUMENT_TYPES[kind].render_pdf(data)
    run.store_result(ContentFile(content), draft_name(data), fingerprint(dump_text(data)))


def _produce_workbook(job: Job, run: JobRun) -> None:
    from reports.workbooks import build_workbook  # lazy: loads openpyxl, which web workers do not need

    run.on_reading()
    kind, by, edition = DocumentKind(job.kind), job.requested_by, job.document
    if edition is None:
        data = DOCUMENT_TYPES[kind].collect(job.subject, by)
        content_fingerprint, name = fingerprint(dump_text(data)), draft_name(data)
    else:
        Document.objects.visible_to(by).get(pk=edition.pk)
        data, content_fingerprint, name = _load_edition_data(edition), edition.sha256, edition.filename
    run.on_composing()
    with build_workbook(kind, data) as file:
        run.store_result(file, name.removesuffix(".pdf") + ".xlsx", content_fingerprint)


def _load_edition_data(edition: Document) -> Any:
    try:
        return DOCUMENT_TYPES[edition.document_kind].load(edition.snapshot)
    except UnknownVersion as error:
        text = _(
            "Data edisi ini masih dalam bentuk lama, yang tidak dapat dijadikan lembar kerja. "
            "Datanya terlampir di dalam PDF-nya."
        )
        raise NotYet([Reason("old", text)]) from error


def _produce_archive(job: Job, run: JobRun) -> None:
    run.on_reading()
    visible = Document.objects.visible_to(job.requested_by).filter(pk__in=job.chosen)
    documents = list(
        visible.select_related("replaced_by")
        .defer("snapshot")
        .order_by("kind", "year", "sequence", "edition")
    )
    if len(documents) < len(job.chosen):
        raise MayNot([Reason("gone", _("Sebagian dokumen yang dipilih tidak terbuka lagi bagi Anda."))])
    run.on_composing()
    with archive.build_archive(documents) as file:
        run.store_result(file, archive.archive_filename(job), job.key)


PRODUCERS = {
    Output.ISSUE: _produce_issue,
    Output.DRAFT: _produce_draft,
    Output.SHEETS: _produce_workbook,
    Output.BUNDLE: _produce_archive,
}
