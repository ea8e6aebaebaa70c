"""Inspection of uploaded files: detects the type by content, rejects harmful files, and returns the safe content."""

from __future__ import annotations

from collections.abc import Callable

import filetype
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.files.inspection.documents import CONTENT_TYPES, inspect_office, inspect_pdf
from core.files.inspection.photos import inspect_heif, inspect_photo, is_heif
from core.files.inspection.result import InspectedFile

__all__ = ["ACCEPTED_TYPES", "EXTENSIONS", "InspectedFile", "inspect_file"]

ACCEPTED_TYPES = _("JPEG, PNG, WebP, HEIC, PDF, XLSX, atau DOCX")
ZIP = "application/zip"

EXTENSIONS = {  # of stored files
    "image/jpeg": "jpg",
    "image/png": "png",
    "application/pdf": "pdf",
    **{content_type: extension for extension, content_type in CONTENT_TYPES.items()},
}
INSPECTORS: dict[str, Callable[[bytes, str], InspectedFile]] = {
    "image/jpeg": inspect_photo,
    "image/png": inspect_photo,
    "image/apng": inspect_photo,  # only the first frame is stored
    "image/webp": inspect_photo,
    "image/heic": inspect_heif,
    "application/pdf": inspect_pdf,
    **dict.fromkeys(CONTENT_TYPES.values(), inspect_office),
    ZIP: inspect_office,  # the parts of the package tell which of the two it is
}


def inspect_file(content: bytes, *, name: str) -> InspectedFile:
    """Return the type and the safe content of a file. `name` appears in error messages. Raise `ValidationError`."""
    if not content:
        raise ValidationError(_("%(name)s kosong."), code="empty", params={"name": name})
    content_type = "image/heic" if is_heif(content) else filetype.guess_mime(content)
    if content_type not in INSPECTORS:
        message = _("%(name)s bukan jenis berkas yang diterima. Kirim %(kinds)s.")
        raise ValidationError(message, code="kind", params={"name": name, "kinds": ACCEPTED_TYPES})
    return INSPECTORS[content_type](content, name)
