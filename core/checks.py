"""Startup checks of long-running processes. They take too long for every management command."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin
from django.core.checks import run_checks
from django.core.files.storage import storages

STARTUP_TAG: Final = (
    "start"  # tag of startup checks; register them with deploy=True, so that other commands skip them
)


def run_startup_checks() -> None:
    """Stop the process with one sentence if a check fails, as a wrong setting does."""
    results = run_checks(tags=[STARTUP_TAG], include_deployment_checks=True)
    if errors := [message.msg for message in results if message.is_serious()]:
        raise SystemExit(f"Siklus cannot start: {errors[0]}")


def require_static_files() -> None:
    """Stop the process if static files were not collected, because every page needs their hashed names.

    Only web servers call this. It is no system check, because `check --deploy` also runs where nothing is served.
    """
    storage = storages["staticfiles"]
    if isinstance(storage, ManifestFilesMixin) and storage.read_manifest() is None:
        raise SystemExit(
            f"Siklus cannot start: no static files were collected in {settings.STATIC_ROOT}; scripts/run does it, or "
            "after scripts/setup .venv/bin/python manage.py collectstatic --noinput."
        )
