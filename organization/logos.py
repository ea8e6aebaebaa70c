"""The logo of the letterhead: examined and drawn anew when it comes, and kept under the hash of what is in it.

A document names the file that it printed, and no file is ever taken away, so the same snapshot prints the same logo.
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
MIN_EDGE = 120  # fewer pixels print as a blur
TYPES = {"png": "image/png", "jpg": "image/jpeg"}


def examine_logo(file: File[Any]) -> InspectedFile:
    """Raises `ValidationError` with a sentence for the person."""
    name = clean_filename(file.name or "") or "logo"
    if file.size > MAX_MB * 1024 * 1024:
        message = _("%(name)s terlalu besar; logo paling besar %(most)s MB.")
        raise ValidationError(message, code="too_large", params={"name": name, "most": MAX_MB})
    file.seek(0)
    found = inspection.inspect_file(file.read(), name=name)
    if not found.is_photo:
        message = _("%(name)s bukan gambar. Kirim logo sebagai PNG atau JPEG.")
        raise ValidationError(message, code="not_a_picture", params={"name": name})
    if max(_size(found)) < MIN_EDGE:
        message = _("%(name)s terlalu kecil untuk dicetak; sisi panjangnya sedikitnya %(least)s piksel.")
        raise ValidationError(message, code="too_small", params={"name": name, "least": MIN_EDGE})
    return found


def _size(found: InspectedFile) -> tuple[int, int]:
    with Image.open(io.BytesIO(found.content)) as image:
        return image.size


def store_logo(found: InspectedFile) -> str:
    """Its name in the storage."""
    name = f"{FOLDER}/{hashlib.sha256(found.content).hexdigest()}.{found.extension}"
    return name if default_storage.exists(name) else default_storage.save(name, ContentFile(found.content))


def logo_path(name: str) -> Mapping[str, Path]:
    """The file by the name that a snapshot calls it; none where there is no logo."""
    return {name: Path(default_storage.path(name))} if name and default_storage.exists(name) else {}


def content_type(name: str) -> str:
    return TYPES[name.rpartition(".")[2]]
