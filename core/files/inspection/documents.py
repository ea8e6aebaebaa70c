"""Documents are kept as they are (a signature must stay valid), so what could act by itself is refused."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.files import sandbox
from core.files.inspection.office import Refusal, inspect_package
from core.files.inspection.result import Inspected

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

OFFICE: Final = "application/vnd.openxmlformats-officedocument"
CONTENT_TYPES: Final = {
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "docx": f"{OFFICE}.wordprocessingml.document",
}
MARKUP: Final = re.compile(rb"<\s*(?:!doctype|html|head|body|script|svg|iframe|\?php)|<\?php", re.IGNORECASE)
EDGE: Final = 1024

SENTENCES: Final[dict[str, _StrPromise]] = {
    "acts": _("%(name)s memuat skrip atau perintah yang berjalan sendiri, sehingga tidak diterima."),
    "bomb": _("%(name)s terlalu besar bila dibuka, sehingga tidak diterima."),
    "broken": _("%(name)s rusak dan tidak dapat dibuka."),
    "embeds": _(
        "%(name)s memuat berkas lain di dalamnya. Simpan sebagai PDF tanpa lampiran, lalu kirim lagi."
    ),
    "encrypted": _("%(name)s dikunci dengan kata sandi. Kirim berkas yang tidak dikunci."),
    "fetches": _(
        "%(name)s mengambil isi dari berkas atau alamat lain. Putuskan tautannya atau simpan sebagai PDF, "
        "lalu kirim lagi."
    ),
    "macros": _("%(name)s memuat makro, sehingga tidak diterima. Simpan tanpa makro, lalu kirim lagi."),
    "not_office": _("%(name)s bukan dokumen XLSX atau DOCX yang dapat dibaca."),
    "two_kinds": _("%(name)s menyimpan berkas jenis lain di dalamnya, sehingga tidak diterima."),
}


def inspect_pdf(content: bytes, name: str) -> Inspected:
    """Refused when it is locked, broken, another kind as well, or carries a script, a command or other files."""
    edges = content[:EDGE], content[content.rfind(b"%%EOF") :][:EDGE]
    if any(MARKUP.search(edge) for edge in edges) or zipfile.is_zipfile(io.BytesIO(content)):
        raise _refused("two_kinds", name)
    try:
        found = sandbox.run("pdf", content).decode()
    except sandbox.SandboxError:
        found = "bomb"
    if found != "fine":
        raise _refused(found, name)
    return Inspected(content=content, content_type="application/pdf", ending="pdf")


def inspect_office(content: bytes, name: str) -> Inspected:
    """A spreadsheet or a text by its parts, not by its name."""
    try:
        ending = inspect_package(content)
    except Refusal as refusal:
        raise _refused(refusal.code, name) from refusal
    return Inspected(content=content, content_type=CONTENT_TYPES[ending], ending=ending)


def _refused(code: str, name: str) -> ValidationError:
    return ValidationError(SENTENCES[code], code=code, params={"name": name})
