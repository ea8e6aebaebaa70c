"""Runs a module of ours in a process of its own, which has limits, ends, and takes its memory with it."""

from __future__ import annotations

import os
import subprocess
import sys

from django.conf import settings

# Where programs, libraries and fonts are.
PASSED_ON = ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "TMPDIR", "XDG_CACHE_HOME", "FONTCONFIG_PATH")


def resource_limits() -> dict[str, int]:
    """What the module must be told, so that it sets itself the limits of memory and time."""
    return {"memory_mb": settings.PDF_MEMORY_MB, "seconds": settings.PDF_SECONDS}


def run(module: str, message: bytes, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """What `python -m module` says to `message`; raises `subprocess.TimeoutExpired` or `OSError`.

    Of the environment it gets nothing but what it needs: no passwords, no database address.
    """
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", module],
        input=message,
        capture_output=True,
        timeout=settings.PDF_SECONDS,
        cwd=settings.BASE_DIR,
        env={**kept, **environment},
        check=False,
    )


def last_error_line(done: subprocess.CompletedProcess[bytes]) -> str:
    """The end of what it complained of, for the log."""
    return done.stderr.decode(errors="replace")[-4000:]
