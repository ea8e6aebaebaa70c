"""Opens what only large C libraries can open in a process of its own, so that memory, time and a crash stay there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

PATIENCE: Final = 30
HERE: Final = Path(__file__).parent


class SandboxError(Exception):
    """It crashed, took too long, or wanted more memory than it may have."""


def run(script: str, content: bytes) -> bytes:
    """What `script`, a file of this folder that imports nothing of the project, answers about `content`."""
    command = [sys.executable, "-I", str(HERE / f"{script}.py")]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=PATIENCE, check=True)
    except (subprocess.SubprocessError, OSError) as error:
        raise SandboxError(script) from error
    return done.stdout
