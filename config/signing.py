"""The certificate with which documents are signed: a PKCS#12 file and its password, both or neither."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from config import env

PROCESS = "reports.signing.process"
# A certificate that ended must not keep the house from working: until it is replaced, documents have room for ink.
REASONS = {
    "broken": "a PKCS#12 file that SIGNING_PASSWORD opens",
    "unreadable": "a file that this process may read",
    "no_key": "a PKCS#12 file that holds a private key",
}


def certificate(folder: Path) -> tuple[Path | None, str]:
    """The file and its password; a certificate that cannot sign stops the start, not somebody who signs."""
    name, password = env.text("SIGNING_CERTIFICATE", ""), os.environ.get("SIGNING_PASSWORD", "")
    if not name and not password:
        return None, ""
    if not name:
        env.refuse("SIGNING_CERTIFICATE", "", "a PKCS#12 file, because SIGNING_PASSWORD is set")
    if not password:
        env.refuse("SIGNING_PASSWORD", "", "the password of SIGNING_CERTIFICATE")
    path = Path(name).absolute()
    why = _what_is_wrong(path, password, folder)
    if why in REASONS:
        env.refuse("SIGNING_CERTIFICATE", name, REASONS[why])
    return path, password


def _what_is_wrong(path: Path, password: str, folder: Path) -> str:
    """Asked in a process of its own: the library that opens certificates is large. The password goes by its input."""
    job = {"act": "look", "certificate": str(path), "password": password, "memory_mb": 512, "seconds": 20}
    done = subprocess.run(
        [sys.executable, "-m", PROCESS],
        input=json.dumps(job).encode() + b"\n",
        capture_output=True,
        cwd=folder,
        env={},
        check=False,
    )
    return str(json.loads(done.stdout).get("unusable", "")) if done.returncode == 0 else "broken"
