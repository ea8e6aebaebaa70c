"""Lists the translation catalogs. A system check reports catalogs that are not compiled."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


def translation_catalogs() -> Iterator[Path]:
    for folder in settings.LOCALE_PATHS:
        yield from sorted(Path(folder).glob("*/LC_MESSAGES/*.po"))


@register
def translations_are_compiled(**options: Any) -> list[CheckMessage]:
    """Report catalogs that are newer than their compiled file, because Django would show outdated translations."""
    return [
        Error(
            f"{source.name} of {source.parent.parent.name} is not compiled.",
            hint="Run scripts/setup.",
            id="core.E002",
        )
        for source in translation_catalogs()
        if not (compiled := source.with_suffix(".mo")).exists()
        or compiled.stat().st_mtime < source.stat().st_mtime
    ]
