"""Serves the listed files of the front-end packages, and nothing else of node_modules."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage, Error
from django.core.files import File
from django.core.files.storage import FileSystemStorage

ROOT = Path(settings.BASE_DIR) / "node_modules"
INTER = "@fontsource/inter/files/inter-latin"

# Name under /static/ -> file in node_modules.
NODE_ASSETS: Mapping[str, str] = {
    "vendor/tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    **{f"fonts/inter-{weight}.woff2": f"{INTER}-{weight}-normal.woff2" for weight in (400, 600)},
}
# The PDF maker reads these from disk; a browser never asks for them.
PDF_FONTS: Mapping[str, Path] = {
    "inter-400.woff": ROOT / f"{INTER}-400-normal.woff",
    "inter-600.woff": ROOT / f"{INTER}-600-normal.woff",
    "inter-700.woff": ROOT / f"{INTER}-700-normal.woff",
    "inter-400-italic.woff": ROOT / f"{INTER}-400-italic.woff",
}


class NodeFile(FileSystemStorage):
    """One file of node_modules under its public name."""

    prefix = None

    def __init__(self, name: str, source: Path) -> None:
        super().__init__(location=source.parent)
        self.name, self.source = name, source

    def path(self, name: str) -> str:
        return str(self.source) if name == self.name else super().path(name)

    def open(self, name: str, mode: str = "rb") -> File[Any]:
        return File(self.source.open(mode))


class NodeAssetsFinder(BaseFinder):
    def check(self, **options: Any) -> list[CheckMessage]:
        missing = [source for source in NODE_ASSETS.values() if not (ROOT / source).exists()]
        if not missing:
            return []
        return [
            Error(
                f"Front-end files are missing: {', '.join(missing)}.",
                hint="Run scripts/setup.",
                id="core.E001",
            )
        ]

    def find(self, path: str, find_all: bool = False, **options: Any) -> Any:
        source = NODE_ASSETS.get(Path(path).as_posix())
        found = str(ROOT / source) if source and (ROOT / source).exists() else None
        if find_all:
            return [found] if found else []
        return found or []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[tuple[str, NodeFile]]:
        for name, source in NODE_ASSETS.items():
            if (ROOT / source).exists():
                yield name, NodeFile(name, ROOT / source)
