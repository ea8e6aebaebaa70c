"""Files of the front-end packages in node_modules that Siklus uses."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from django.conf import settings

NODE_MODULES: Final = Path(settings.BASE_DIR) / "node_modules"
INTER: Final = "@fontsource/inter/files/inter-latin"

STYLESHEET: Final = "vendor/tabler.min.css"
# Static file name -> source. `build_assets` writes these files into BUILD_DIR.
STATIC_FILES: Mapping[str, Path] = {
    STYLESHEET: NODE_MODULES / "@tabler/core/dist/css/tabler.min.css",
    **{
        f"fonts/inter-{weight}.woff2": NODE_MODULES / f"{INTER}-{weight}-normal.woff2"
        for weight in (400, 600)
    },
}
# Fonts that the PDF renderer reads from disk; browsers do not request them.
PDF_FONTS: Mapping[str, Path] = {
    "inter-400.woff": NODE_MODULES / f"{INTER}-400-normal.woff",
    "inter-600.woff": NODE_MODULES / f"{INTER}-600-normal.woff",
    "inter-700.woff": NODE_MODULES / f"{INTER}-700-normal.woff",
    "inter-400-italic.woff": NODE_MODULES / f"{INTER}-400-italic.woff",
}
