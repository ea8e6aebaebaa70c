"""Looks into an uploaded file: what it is by its content, whether it is harmless, and what is to be kept of it."""

from __future__ import annotations

from collections.abc import Callable

import filetype
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.files.inspection.documents import CONTENT_TYPES, inspect_office, inspect_pdf
from core.files.inspection.photos import inspect_heif, inspect_photo, is_heif
from core.files.inspection.result import Inspected

__all__ = ["ENDINGS", "KINDS", "Inspected", "inspect"]

KINDS = _("JPEG, PNG, WebP, HEIC, PDF, XLSX, atau DOCX")
ZIP = "application/zip"

ENDINGS = {  # of what is kept
    "image/jpeg": "jpg",
    "image/png": "png",
    "application/pdf": "pdf",
    **{kind: ending for ending, kind in CONTENT_TYPES.items()},
}
INSPECTORS: dict[str, Callable[[bytes, str], Inspected]] = {
    "image/jpeg": inspect_photo,
    "image/png": inspect_photo,
    "image/apng": inspect_photo,  # of which the first picture is kept
    "image/webp": inspect_photo,
    "image/heic": inspect_heif,
    "application/pdf": inspect_pdf,
    **dict.fromkeys(CONTENT_TYPES.values(), inspect_office),
    ZIP: inspect_office,  # which of the two, its parts will tell
}


def inspect_file(content: bytes, *, name: str) -> Inspected:
    """What `content` is and what to keep; `name` only serves the sentences. Raises `ValidationError`."""
    if not content:
        raise ValidationError(_("%(name)s kosong."), code="empty", params={"name": name})
    guess = "image/heic" if is_heif(content) else filetype.guess_mime(content)
    if guess not in INSPECTORS:
        message = _("%(name)s bukan jenis berkas yang diterima. Kirim %(kinds)s.")
        raise ValidationError(message, code="kind", params={"name": name, "kinds": KINDS})
    return INSPECTORS[guess](content, name)
