"""Finds the stored photos that a document prints, by the names that its snapshot calls them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from django.core.files.storage import default_storage

from maintenance.models import Evidence

AT_ONCE = 500  # names in one question to the database


def stored(names: Iterable[str]) -> Mapping[str, Path]:
    """The files by these names; one that is gone is left out, and the document says so."""
    hashes = sorted({name.removesuffix(".jpg") for name in names if name})
    found: dict[str, str] = {}
    for n in range(0, len(hashes), AT_ONCE):
        rows = Evidence.objects.filter(sha256__in=hashes[n : n + AT_ONCE], content_type__startswith="image/")
        found |= dict(rows.order_by("-pk").values_list("sha256", "file"))
    return {
        f"{sha256}.jpg": Path(default_storage.path(file))
        for sha256, file in found.items()
        if default_storage.exists(file)
    }
