"""Makes the static files that are derived from the front-end packages."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from core.finders import ROOT
from core.icons import ICONS, sprite


class Command(BaseCommand):
    help = "Build the icon sprite from the front-end packages."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        settings.BUILD_DIR.mkdir(exist_ok=True)
        (settings.BUILD_DIR / "icons.svg").write_text(sprite(ROOT))
        self.stdout.write(f"{len(ICONS)} icons")
