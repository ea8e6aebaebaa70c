"""Inspection of PDF and Office documents.

Documents are stored unchanged, because a signature must stay valid. So files with active content are rejected.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.files import sandbox
from core.files.inspection.office import UnsafePackage, inspect_package
from core.files.inspection.result import InspectedFile

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

OFFICE: Final = "application/vnd.openxmlformats-officedocument"
CONTENT_TYPES: Final = {
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "docx": f"{OFFICE}.wordprocessingml.document",
}
HTML_OR_PHP: Final = re.compile(
    rb"<\s*(?:!doctype|html|head|body|script|svg|iframe|\?php)|<\?php", re.IGNORECASE
)
EDGE_BYTES: Final = 1024  # inspected at the start of the file and at the end marker

ERROR_MESSAGES: Final[dict[str, _StrPromise]] = {
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


def inspect_pdf(content: bytes, name: str) -> InspectedFile:
    """Reject a PDF that is encrypted, broken, also a file of another type, or contains scripts, commands or files."""
    edges = content[:EDGE_BYTES], content[content.rfind(b"%%EOF") :][:EDGE_BYTES]
    if any(HTML_OR_PHP.search(edge) for edge in edges) or zipfile.is_zipfile(io.BytesIO(content)):
        raise _validation_error("two_kinds", name)
    try:
        verdict = sandbox.run("pdf", content).decode()
    except sandbox.SandboxError:
        verdict = "bomb"
    if verdict != "ok":
        raise _validation_error(verdict, name)
    return InspectedFile(content=content, content_type="application/pdf", extension="pdf")


def inspect_office(content: bytes, name: str) -> InspectedFile:
    """Return the inspected XLSX or DOCX; the parts of the package decide which it is, not its name."""
    try:
        extension = inspect_package(content)
    except UnsafePackage as error:
        raise _validation_error(error.code, name) from error
    return InspectedFile(content=content, content_type=CONTENT_TYPES[extension], extension=extension)


def _validation_error(code: str, name: str) -> ValidationError:
    return ValidationError(ERROR_MESSAGES[code], code=code, params={"name": name})
