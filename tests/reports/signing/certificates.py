"""A certificate for tests, and documents that wait for signatures."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from reports.signing.certificate import archive_for_testing

PASSWORD = "sandi sertifikat uji"


@cache
def archive() -> bytes:
    """Keys take a moment, so one serves the whole run."""
    return archive_for_testing("Institut Contoh", PASSWORD)


def with_certificate(settings: Any, folder: Path) -> Path:
    file = folder / "uji.p12"
    file.write_bytes(archive())
    settings.SIGNING_CERTIFICATE, settings.SIGNING_PASSWORD = file, PASSWORD
    return file
