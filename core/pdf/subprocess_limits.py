"""Runs a module in a subprocess with limits of memory and time."""

from __future__ import annotations

import os
import subprocess
import sys

from django.conf import settings

# Environment variables with the location of programs, libraries and fonts.
PASSED_ENVIRONMENT = (
    "PATH",
    "HOME",
    "LANG",
    "LD_LIBRARY_PATH",
    "TMPDIR",
    "XDG_CACHE_HOME",
    "FONTCONFIG_PATH",
)


def resource_limits() -> dict[str, int]:
    """Return the limits that the module sets for itself: memory in MB and CPU time in seconds."""
    return {"memory_mb": settings.PDF_MEMORY_MB, "seconds": settings.PDF_SECONDS}


def run(module: str, message: bytes, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run `python -m module` with `message` on standard input.

    The subprocess gets only the environment variables that it needs, without passwords and the database URL.
    Raises `subprocess.TimeoutExpired` or `OSError`.
    """
    inherited = {name: os.environ[name] for name in PASSED_ENVIRONMENT if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", module],
        input=message,
        capture_output=True,
        timeout=settings.PDF_SECONDS,
        cwd=settings.BASE_DIR,
        env={**inherited, **environment},
        check=False,
    )


def last_error_line(done: subprocess.CompletedProcess[bytes]) -> str:
    """Return the end of the error output, at most 4,000 characters, for the log."""
    return done.stderr.decode(errors="replace")[-4000:]
