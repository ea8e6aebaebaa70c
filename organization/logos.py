"""Logo of the letterhead: inspect and re-encode uploads, and store them under the hash of their content.

A document snapshot names its logo file, and logo files are never deleted, so a snapshot always prints the same logo.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _
from PIL import Image

from core.files import inspection
from core.files.inspection import InspectedFile
from core.files.names import clean_filename

FOLDER = "letterhead"
MAX_MB = 2
MIN_EDGE_PIXELS = 120  # smaller logos look blurred in print
CONTENT_TYPES = {"png": "image/png", "jpg": "image/jpeg"}


def inspect_logo(file: File[Any]) -> InspectedFile:
    """Inspect an uploaded logo. Raises `ValidationError` with a message for the user."""
    name = clean_filename(file.name or "") or "logo"
    if file.size > MAX_MB * 1024 * 1024:
        message = _("%(name)s terlalu besar; logo paling besar %(most)s MB.")
        raise ValidationError(message, code="too_large", params={"name": name, "most": MAX_MB})
    file.seek(0)
    inspected = inspection.inspect_file(file.read(), name=name)
    if not inspected.is_photo:
        message = _("%(name)s bukan gambar. Kirim logo sebagai PNG atau JPEG.")
        raise ValidationError(message, code="not_a_picture", params={"name": name})
    if max(_pixel_size(inspected)) < MIN_EDGE_PIXELS:
        message = _("%(name)s terlalu kecil untuk dicetak; sisi panjangnya sedikitnya %(least)s piksel.")
        raise ValidationError(message, code="too_small", params={"name": name, "least": MIN_EDGE_PIXELS})
    return inspected


def _pixel_size(inspected: InspectedFile) -> tuple[int, int]:
    with Image.open(io.BytesIO(inspected.content)) as image:
        return image.size


def store_logo(inspected: InspectedFile) -> str:
    """Store the logo and return its name in the storage."""
    name = f"{FOLDER}/{hashlib.sha256(inspected.content).hexdigest()}.{inspected.extension}"
    return (
        name if default_storage.exists(name) else default_storage.save(name, ContentFile(inspected.content))
    )


def logo_files(name: str) -> Mapping[str, Path]:
    """Return a mapping from the logo name in snapshots to the path of the file. Empty if there is no logo."""
    return {name: Path(default_storage.path(name))} if name and default_storage.exists(name) else {}


def content_type(name: str) -> str:
    return CONTENT_TYPES[name.rpartition(".")[2]]
