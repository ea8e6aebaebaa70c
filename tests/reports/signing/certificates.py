"""Test certificate for signing."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from reports.signing.certificate import make_test_certificate

PASSWORD = "sandi sertifikat uji"


@cache
def archive() -> bytes:
    """Cached, because generating keys is slow."""
    return make_test_certificate("Institut Contoh", PASSWORD)


def with_certificate(settings: Any, folder: Path) -> Path:
    file = folder / "uji.p12"
    file.write_bytes(archive())
    settings.SIGNING_CERTIFICATE, settings.SIGNING_PASSWORD = file, PASSWORD
    return file
