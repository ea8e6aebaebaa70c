"""Build the icon sprite, the static files from node_modules and the compiled translations."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import crispy_bootstrap5
import polib
from django.conf import settings
from django.core.management.base import BaseCommand

from core.frontend.icons import ICONS, sprite
from core.frontend.node_files import NODE_MODULES, STATIC_FILES, STYLESHEET
from core.frontend.stylesheet import ClassNames, trim_stylesheet
from core.i18n.checks import translation_catalogs


class Command(BaseCommand):
    help = "Build the icon sprite, the style sheet, the fonts and the compiled translations."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        settings.BUILD_DIR.mkdir(exist_ok=True)
        (settings.BUILD_DIR / "icons.svg").write_text(sprite(NODE_MODULES))
        self.stdout.write(f"{len(ICONS)} icons")
        for name, source in STATIC_FILES.items():
            target = settings.BUILD_DIR / name
            target.parent.mkdir(exist_ok=True)
            if name == STYLESHEET:
                self._write_trimmed(source, target)
            else:
                shutil.copyfile(source, target)
        for source in translation_catalogs():
            catalog = polib.pofile(str(source))
            catalog.save_as_mofile(str(source.with_suffix(".mo")))
            self.stdout.write(f"{source}: {catalog.percent_translated()} % translated")

    def _write_trimmed(self, source: Path, target: Path) -> None:
        """Write the style sheet without the rules for classes that Siklus does not use."""
        full = source.read_text()
        trimmed = trim_stylesheet(full, ClassNames.of(files_with_class_names()))
        target.write_text(trimmed)
        self.stdout.write(f"{target.name}: {len(full):,} -> {len(trimmed):,} characters")


def files_with_class_names() -> Iterator[Path]:
    """Yield the files that may contain CSS class names: templates, scripts, and Python for forms and charts."""
    yield from (settings.BASE_DIR / "templates").rglob("*.html")
    yield from (settings.BASE_DIR / "static" / "js").rglob("*.js")
    yield from (Path(crispy_bootstrap5.__path__[0]) / "templates").rglob("*.html")
    for app in settings.OUR_APPS:
        yield from (settings.BASE_DIR / app).rglob("*.py")
