"""Makes the files that are derived from others: icon sprite, style sheet, compiled translations."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import crispy_bootstrap5
import polib
from django.conf import settings
from django.core.management.base import BaseCommand

from core.frontend.icons import ICONS, sprite
from core.frontend.node_assets import NODE_ASSETS, ROOT
from core.frontend.stylesheet import Vocabulary, trim_stylesheet
from core.i18n.translations import catalogs

TABLER = "vendor/tabler.min.css"


class Command(BaseCommand):
    help = "Build the icon sprite, the style sheet and the compiled translations."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        settings.BUILD_DIR.mkdir(exist_ok=True)
        (settings.BUILD_DIR / "icons.svg").write_text(sprite(ROOT))
        self.stdout.write(f"{len(ICONS)} icons")
        self._style_sheet(settings.BUILD_DIR / TABLER)
        for source in catalogs():
            catalog = polib.pofile(str(source))
            catalog.save_as_mofile(str(source.with_suffix(".mo")))
            self.stdout.write(f"{source}: {catalog.percent_translated()} % translated")

    def _style_sheet(self, target: Path) -> None:
        whole = (ROOT / NODE_ASSETS[TABLER]).read_text()
        ours = trim_stylesheet(whole, Vocabulary.of(speaking_files()))
        target.parent.mkdir(exist_ok=True)
        target.write_text(ours)
        self.stdout.write(f"{target.name}: {len(whole):,} -> {len(ours):,} characters")


def speaking_files() -> Iterator[Path]:
    """Where class names are written: templates, scripts, and the Python that makes forms and pictures."""
    yield from (settings.BASE_DIR / "templates").rglob("*.html")
    yield from (settings.BASE_DIR / "static" / "js").rglob("*.js")
    yield from (Path(crispy_bootstrap5.__path__[0]) / "templates").rglob("*.html")
    for app in settings.OUR_APPS:
        yield from (settings.BASE_DIR / app).rglob("*.py")
