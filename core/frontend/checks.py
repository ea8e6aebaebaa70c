"""System check for the files that `manage.py build_assets` writes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from core.frontend.node_files import STATIC_FILES


@register(Tags.staticfiles)
def built_static_files_exist(**options: Any) -> list[CheckMessage]:
    missing = [name for name in ("icons.svg", *STATIC_FILES) if not (settings.BUILD_DIR / name).exists()]
    if not missing:
        return []
    message = f"Files are missing in {settings.BUILD_DIR}: {', '.join(missing)}."
    return [Error(message, hint="Run scripts/setup, or manage.py build_assets.", id="core.E001")]
