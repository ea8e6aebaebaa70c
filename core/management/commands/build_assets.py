"""Makes the files that are derived from others: the icon sprite and the compiled translations."""

from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand

from core.finders import ROOT
from core.icons import ICONS, sprite
from core.translations import catalogs


class Command(BaseCommand):
    help = "Build the icon sprite and the compiled translations."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        settings.BUILD_DIR.mkdir(exist_ok=True)
        (settings.BUILD_DIR / "icons.svg").write_text(sprite(ROOT))
        self.stdout.write(f"{len(ICONS)} icons")
        for source in catalogs():
            catalog = polib.pofile(str(source))
            catalog.save_as_mofile(str(source.with_suffix(".mo")))
            self.stdout.write(f"{source}: {catalog.percent_translated()} % translated")
