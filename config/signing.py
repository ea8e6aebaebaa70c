"""Settings of the signing certificate: a PKCS#12 file and its password, both or neither."""

from __future__ import annotations

import os
from pathlib import Path

from config import env


def certificate() -> tuple[Path | None, str]:
    """Return the file and its password. `reports.signing.checks` verifies at startup that they fit."""
    name, password = env.text("SIGNING_CERTIFICATE", ""), os.environ.get("SIGNING_PASSWORD", "")
    if name and not password:
        env.stop_start("SIGNING_PASSWORD", "", "the password of SIGNING_CERTIFICATE")
    if password and not name:
        env.stop_start("SIGNING_CERTIFICATE", "", "a PKCS#12 file, because SIGNING_PASSWORD is set")
    return Path(name).absolute() if name else None, password
