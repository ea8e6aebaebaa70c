"""Finds the stored photos of a document by their names in the document data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from django.core.files.storage import default_storage

from maintenance.models import Evidence

BATCH_SIZE = 500  # names per query


def find_photo_files(names: Iterable[str]) -> Mapping[str, Path]:
    """Return the photo files by name. A name is the SHA-256 of the file and ".jpg". Missing files are left out."""
    hashes = sorted({name.removesuffix(".jpg") for name in names if name})
    files: dict[str, str] = {}
    for n in range(0, len(hashes), BATCH_SIZE):
        rows = Evidence.objects.filter(
            sha256__in=hashes[n : n + BATCH_SIZE], content_type__startswith="image/"
        )
        files |= dict(rows.order_by("-pk").values_list("sha256", "file"))
    return {
        f"{sha256}.jpg": Path(default_storage.path(file))
        for sha256, file in files.items()
        if default_storage.exists(file)
    }
