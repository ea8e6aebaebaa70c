"""ZIP archive of issued documents with a CSV manifest. Each file is checked against its stored hash."""

from __future__ import annotations

import csv
import hashlib
import io
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from django.core.files import File
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.i18n.formats import JAKARTA
from core.lists.csv_export import BOM, plain_text
from maintenance.reasons import NotYet, Reason, Refused
from reports.models import Document, Job

MAX_DOCUMENTS: Final = 200
MAX_MB: Final = 500
MANIFEST: Final = "daftar-isi.csv"


def find_archive_refusal(documents: Sequence[Document]) -> Refused | None:
    """Return the reason why these documents cannot be archived together, or None.

    The reasons are: no document selected, too many documents, or too large an archive.
    """
    if not documents:
        return NotYet([Reason("none", _("Belum ada dokumen yang dipilih. Centang dokumennya lebih dahulu."))])
    if len(documents) > MAX_DOCUMENTS:
        text = ngettext(
            "Satu arsip memuat paling banyak %(most)s dokumen; yang diminta %(n)s. Persempit saringannya.",
            "Satu arsip memuat paling banyak %(most)s dokumen; yang diminta %(n)s. Persempit saringannya.",
            len(documents),
        )
        return NotYet([Reason("many", text % {"most": MAX_DOCUMENTS, "n": len(documents)})])
    if sum(each.size for each in documents) > MAX_MB * 2**20:
        text = _("Satu arsip memuat paling banyak %(most)s MB. Persempit saringannya.")
        return NotYet([Reason("large", text % {"most": MAX_MB})])
    return None


def archive_filename(job: Job) -> str:
    day = timezone.localdate(job.created_at)
    return f"dokumen-{day:%Y-%m-%d}-{len(job.chosen)}-berkas.zip"


@contextmanager
def build_archive(documents: Sequence[Document]) -> Iterator[File[bytes]]:
    """Yield the ZIP as a temporary file, deleted after the block. The same documents get the same file names."""
    names = _unique_names(documents)
    with tempfile.TemporaryFile() as output:
        with zipfile.ZipFile(output, "w", zipfile.ZIP_STORED) as archive:  # a PDF is compressed already
            for each in documents:
                archive.writestr(_zip_entry(names[each.pk], each.issued_at), _read_verified(each))
            newest = max(each.issued_at for each in documents)
            archive.writestr(_zip_entry(MANIFEST, newest), _manifest(documents, names))
        output.seek(0)
        yield File(output)


def _unique_names(documents: Sequence[Document]) -> dict[int, str]:
    """Return a unique file name for each document pk.

    Two different document numbers can become equal when characters that are not allowed in file names are replaced.
    """
    taken: dict[str, int] = {MANIFEST: 0}
    names = {}
    for each in documents:
        filename = each.filename
        if filename.lower() in taken:
            filename = filename.removesuffix(".pdf") + f"-{each.pk}.pdf"
        taken[filename.lower()] = each.pk
        names[each.pk] = filename
    return names


def _zip_entry(name: str, at: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, at.astimezone(JAKARTA).timetuple()[:6])
    entry.external_attr = 0o644 << 16
    return entry


def _read_verified(document: Document) -> bytes:
    """Return the latest revision of the PDF, which has all signatures.

    Raises `NotYet` when the file is missing or altered.
    """
    revision = document.revisions[-1]
    try:
        content = revision.read()
    except FileNotFoundError as error:
        text = _("Berkas %(number)s tidak ada di penyimpanan. Hubungi administrator.")
        raise NotYet([Reason("missing", text % {"number": document.reference})]) from error
    if hashlib.sha256(content).hexdigest() != revision.sha256:
        text = _(
            "Berkas %(number)s di penyimpanan tidak sama dengan yang diterbitkan. Hubungi administrator."
        )
        raise NotYet([Reason("altered", text % {"number": document.reference})])
    return content


def _manifest(documents: Sequence[Document], names: dict[int, str]) -> str:
    output = io.StringIO(BOM)
    output.seek(0, io.SEEK_END)
    writer = csv.writer(output)
    headings = (_("Berkas"), _("Nomor"), _("Edisi"), _("Jenis"), _("Perihal"), _("Tentang"), _("Diterbitkan"))
    writer.writerow([*headings, _("Berlaku"), _("Tanda tangan elektronik"), _("Ukuran (bita)"), "SHA-256"])
    no_yes = (_("Tidak"), _("Ya"))
    for each in documents:
        file = each.revisions[-1]
        cells = (
            *(names[each.pk], each.number, each.edition, each.kind_label, each.subject, each.about),
            *(each.issued_at, not each.is_replaced, len(each.revisions) - 1, file.size, file.sha256),
        )
        writer.writerow([plain_text(cell, no_yes, type(cell)) for cell in cells])
    return output.getvalue()
