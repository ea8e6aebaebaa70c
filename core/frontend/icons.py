"""Icons that pages can use, combined into one SVG sprite."""

import re
from pathlib import Path
from typing import Final

ICON_DIR: Final = Path("@tabler/icons/icons/outline")

ICONS: Final = (
    "activity", "adjustments", "alert-circle", "alert-triangle", "archive", "arrow-back-up", "arrow-down",
    "arrow-left", "arrow-right", "arrow-up", "arrows-sort", "ban", "bell", "bolt", "building", "building-store",
    "calendar", "calendar-due", "calendar-event", "camera", "certificate", "chart-bar", "chart-line", "check",
    "checklist", "chevron-down", "chevron-left", "chevron-right", "circle", "circle-check", "circle-dashed",
    "circle-x", "clipboard-check", "clipboard-list", "clock", "coin", "copy", "cpu", "dashboard", "database",
    "dots", "download", "edit", "external-link", "eye", "file-certificate", "file-description", "file-spreadsheet",
    "file-text", "file-zip",
    "filter", "flag", "flame", "gauge", "help-circle", "history", "home", "hourglass", "inbox", "info-circle",
    "key", "language", "link", "list-check", "list-details", "lock", "login", "logout", "mail", "map-pin", "menu-2",
    "message", "minus", "network", "note", "notes", "number", "package", "paperclip", "pencil", "phone", "photo",
    "player-play", "plug", "plus", "printer", "progress", "qrcode", "receipt", "refresh", "report",
    "report-analytics", "rotate-clockwise", "route", "search", "send", "server", "settings", "shield-check",
    "shield-lock", "signature", "sitemap", "snowflake", "star", "subtask", "table-import", "target",
    "temperature", "thumb-down", "thumb-up", "tool", "tools", "trash", "trending-down", "trending-up", "truck",
    "upload", "user", "user-check", "user-cog", "user-plus", "users", "users-group", "wifi", "x",
)  # fmt: skip

_SHAPES = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
_BACKGROUND = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none" ?/>')


def sprite(node_modules: Path) -> str:
    """Return an SVG document with one symbol per icon; the icon name is the id of the symbol."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(_symbol(node_modules, i) for i in ICONS)}</svg>\n'
    )


def _symbol(node_modules: Path, name: str) -> str:
    match = _SHAPES.search((node_modules / ICON_DIR / f"{name}.svg").read_text())
    if match is None:
        raise ValueError(f"{name}.svg holds no drawing")
    shapes = " ".join(_BACKGROUND.sub("", match.group(1)).split())
    return f'<symbol id="{name}" viewBox="0 0 24 24">{shapes}</symbol>'
