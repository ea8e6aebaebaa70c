"""Documents are kept as they are (a signature must stay valid), so what could act by itself is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any, Final

import pikepdf
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.inspection.result import Inspected

MOST_PARTS: Final = 5_000
MOST_UNPACKED: Final = 200 * 1024 * 1024
LARGEST_CONTENTS: Final = 1024 * 1024
CONTENTS: Final = "[Content_Types].xml"
DEEPEST: Final = 50
ACTING_PARTS: Final = ("vbaproject.bin", "/activex/", "/macrosheets/")
OFFICE: Final = "application/vnd.openxmlformats-officedocument"
MAIN_PARTS: Final = {
    "xl/workbook.xml": ("xlsx", f"{OFFICE}.spreadsheetml.sheet"),
    "word/document.xml": ("docx", f"{OFFICE}.wordprocessingml.document"),
}


def inspect_pdf(content: bytes, name: str) -> Inspected:
    """Refused when it is encrypted, broken, or carries JavaScript or an action that starts a program."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise _encrypted(name)
            if not len(pdf.pages):
                raise _broken(name)
            if any(_acts(part) for each in pdf.objects for part in _dictionaries(each)):
                message = _(
                    "%(name)s memuat skrip atau perintah yang berjalan sendiri, sehingga tidak diterima."
                )
                raise ValidationError(message, code="acts", params={"name": name})
    except pikepdf.PasswordError:
        raise _encrypted(name) from None
    except (pikepdf.PdfError, ValueError, TypeError, RecursionError) as error:
        raise _broken(name) from error
    return Inspected(content=content, content_type="application/pdf", ending="pdf")


def inspect_office(content: bytes, name: str) -> Inspected:
    """A spreadsheet or a text by its parts, not by its name; no macros, no encryption, no bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename.replace("\\", "/") for part in parts}
            unpacked = sum(part.file_size for part in parts)
            contents = sum(part.file_size for part in parts if part.filename == CONTENTS)
            if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or contents > LARGEST_CONTENTS:
                message = _("%(name)s terlalu besar bila dibuka, sehingga tidak diterima.")
                raise ValidationError(message, code="bomb", params={"name": name})
            main = [kind for part, kind in MAIN_PARTS.items() if part in names]
            if len(main) != 1 or CONTENTS not in names or any(part.flag_bits & 1 for part in parts):
                raise _not_office(name)
            types = archive.read(CONTENTS)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise _broken(name) from error
    if b"macroEnabled" in types or any(
        acting in f"/{part.lower()}" for part in names for acting in ACTING_PARTS
    ):
        message = _("%(name)s memuat makro, sehingga tidak diterima. Simpan tanpa makro, lalu kirim lagi.")
        raise ValidationError(message, code="macros", params={"name": name})
    ending, content_type = main[0]
    return Inspected(content=content, content_type=content_type, ending=ending)


def _dictionaries(value: Any, depth: int = 0) -> Iterator[Any]:
    """The dictionaries written inside one object of the file; references lead to objects met by themselves."""
    if depth > DEEPEST:
        raise ValueError("nested too deeply")
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        yield value
        children: Iterator[Any] = (value[key] for key in value.keys())  # noqa: SIM118 - not a Python mapping
    elif isinstance(value, pikepdf.Array):
        children = iter(value)
    else:
        return
    for child in children:
        if not getattr(child, "is_indirect", False):
            yield from _dictionaries(child, depth + 1)


def _acts(part: Any) -> bool:
    return "/JS" in part or "/JavaScript" in part or str(part.get("/S", "")) in ("/JavaScript", "/Launch")


def _encrypted(name: str) -> ValidationError:
    message = _("%(name)s dikunci dengan kata sandi. Kirim berkas yang tidak dikunci.")
    return ValidationError(message, code="encrypted", params={"name": name})


def _broken(name: str) -> ValidationError:
    message = _("%(name)s rusak dan tidak dapat dibuka.")
    return ValidationError(message, code="broken", params={"name": name})


def _not_office(name: str) -> ValidationError:
    message = _("%(name)s bukan dokumen XLSX atau DOCX yang dapat dibaca.")
    return ValidationError(message, code="not_office", params={"name": name})
