"""What a process that stays asks before it begins: system checks that are too dear for every command."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin
from django.core.checks import run_checks
from django.core.files.storage import storages

START: Final = "start"  # their tag; registered with deploy=True, so that no other command asks them


def run_startup_checks() -> None:
    """Stops the process with one sentence, as a wrong setting does."""
    found = run_checks(tags=[START], include_deployment_checks=True)
    if wrong := [message.msg for message in found if message.is_serious()]:
        raise SystemExit(f"Siklus cannot start: {wrong[0]}")


def require_static_files() -> None:
    """Every page names them as they were collected, so without them every page would fail.

    For web servers alone, and no system check: `check --deploy` is also asked where nothing is served.
    """
    storage = storages["staticfiles"]
    if isinstance(storage, ManifestFilesMixin) and storage.read_manifest() is None:
        raise SystemExit(
            f"Siklus cannot start: no static files were collected in {settings.STATIC_ROOT}; scripts/run does it, or "
            "after scripts/setup .venv/bin/python manage.py collectstatic --noinput."
        )
