"""Many issued documents in one ZIP, with a list of what is in it; each file is checked against its hash on the way."""

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

MOST_DOCUMENTS: Final = 200
MOST_MB: Final = 500
MANIFEST: Final = "daftar-isi.csv"


def why_too_much(documents: Sequence[Document]) -> Refused | None:
    """One archive must stay of a size that can be downloaded."""
    if not documents:
        return NotYet([Reason("none", _("Belum ada dokumen yang dipilih. Centang dokumennya lebih dahulu."))])
    if len(documents) > MOST_DOCUMENTS:
        text = ngettext(
            "Satu arsip memuat paling banyak %(most)s dokumen; yang diminta %(n)s. Persempit saringannya.",
            "Satu arsip memuat paling banyak %(most)s dokumen; yang diminta %(n)s. Persempit saringannya.",
            len(documents),
        )
        return NotYet([Reason("many", text % {"most": MOST_DOCUMENTS, "n": len(documents)})])
    if sum(each.size for each in documents) > MOST_MB * 2**20:
        text = _("Satu arsip memuat paling banyak %(most)s MB. Persempit saringannya.")
        return NotYet([Reason("large", text % {"most": MOST_MB})])
    return None


def name(order: Job) -> str:
    day = timezone.localdate(order.created_at)
    return f"dokumen-{day:%Y-%m-%d}-{len(order.chosen)}-berkas.zip"


@contextmanager
def archive(documents: Sequence[Document]) -> Iterator[File[bytes]]:
    """The ZIP, on disk and not in memory; gone after the block. The same documents give the same names."""
    names = _names(documents)
    with tempfile.TemporaryFile() as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as parts:  # a PDF is compressed already
            for each in documents:
                parts.writestr(_entry(names[each.pk], each.issued_at), _read(each))
            newest = max(each.issued_at for each in documents)
            parts.writestr(_entry(MANIFEST, newest), _manifest(documents, names))
        out.seek(0)
        yield File(out)


def _names(documents: Sequence[Document]) -> dict[int, str]:
    """Numbers differ, but what a file system leaves of two of them may be alike."""
    taken: dict[str, int] = {MANIFEST: 0}
    names = {}
    for each in documents:
        own = each.filename
        if own.lower() in taken:
            own = own.removesuffix(".pdf") + f"-{each.pk}.pdf"
        taken[own.lower()] = each.pk
        names[each.pk] = own
    return names


def _entry(name: str, at: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, at.astimezone(JAKARTA).timetuple()[:6])
    entry.external_attr = 0o644 << 16
    return entry


def _read(document: Document) -> bytes:
    """With all its signatures."""
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
    out = io.StringIO(BOM)
    out.seek(0, io.SEEK_END)
    writer = csv.writer(out)
    heads = (_("Berkas"), _("Nomor"), _("Edisi"), _("Jenis"), _("Perihal"), _("Tentang"), _("Diterbitkan"))
    writer.writerow([*heads, _("Berlaku"), _("Tanda tangan elektronik"), _("Ukuran (bita)"), "SHA-256"])
    no_yes = (_("Tidak"), _("Ya"))
    for each in documents:
        file = each.revisions[-1]
        cells = (
            *(names[each.pk], each.number, each.edition, each.kind_label, each.subject, each.about),
            *(each.issued_at, not each.is_replaced, len(each.revisions) - 1, file.size, file.sha256),
        )
        writer.writerow([plain_text(cell, no_yes, type(cell)) for cell in cells])
    return out.getvalue()
