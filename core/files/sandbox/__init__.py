"""Runs parsers of large C libraries in a separate process with limits on memory and time; a crash stays there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

TIMEOUT_SECONDS: Final = 30
SCRIPTS: Final = Path(__file__).parent


class SandboxError(Exception):
    """The script crashed, took too long or exceeded its memory limit."""


def run(script: str, content: bytes) -> bytes:
    """Return the output of `script` for `content`. Raise `SandboxError`.

    `script` is the name of a module of this package that imports nothing of the project.
    """
    command = [sys.executable, "-I", str(SCRIPTS / f"{script}.py")]
    try:
        process = subprocess.run(
            command, input=content, capture_output=True, timeout=TIMEOUT_SECONDS, check=True
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise SandboxError(script) from error
    return process.stdout
