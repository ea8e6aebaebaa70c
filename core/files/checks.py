"""Startup check of the folder for uploaded and issued files."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from core.checks import STARTUP_TAG
from core.files.storage import DISK_FULL_ERRORS


@register(STARTUP_TAG, deploy=True)
def media_root_is_writable(**options: Any) -> list[CheckMessage]:
    """Report a MEDIA_ROOT that cannot be written. A full disk is no error here, because files can still be read."""
    try:
        Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=settings.MEDIA_ROOT):
            return []
    except OSError as error:
        if error.errno in DISK_FULL_ERRORS:
            return []
    folder = str(settings.MEDIA_ROOT)
    message = f"the setting MEDIA_ROOT is {folder!r}; allowed is a folder that this process may make and write into."
    return [Error(message, id="core.E003")]
