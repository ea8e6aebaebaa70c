"""Main navigation: links to the sections that the role of the user may open."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Role, User


@dataclass(frozen=True)
class NavigationItem:
    path: str
    label: Promise
    icon: str
    other_paths: tuple[str, ...] = ()  # other URL prefixes of the same section

    def match_length(self, path: str) -> int:
        """Return the length of the longest prefix of `path` that belongs to this section, or 0 if none does."""
        if self.path == "/":
            return int(path == "/")
        return max(
            (len(prefix) for prefix in (self.path, *self.other_paths) if path.startswith(prefix)), default=0
        )


STAFF_ITEMS = (
    NavigationItem("/", _("Beranda"), "home"),
    NavigationItem("/cycles/", pgettext_lazy("several", "Siklus"), "refresh"),
    NavigationItem("/cycles/work-orders/", _("Perintah kerja"), "tools"),
    NavigationItem("/cycles/review/", _("Pemeriksaan"), "clipboard-check"),
    NavigationItem("/cycles/findings/", _("Temuan"), "flag"),
    NavigationItem("/plans/", pgettext_lazy("several", "Rencana"), "clipboard-list"),
    NavigationItem("/assets/", _("Aset"), "server", other_paths=("/reports/labels/",)),
    NavigationItem("/vendors/", pgettext_lazy("several", "Vendor"), "building-store"),
    NavigationItem("/calendar/", _("Kalender"), "calendar"),
    NavigationItem(
        "/reports/", pgettext_lazy("several", "Dokumen"), "report-analytics", other_paths=("/documents/",)
    ),
    NavigationItem("/settings/", _("Pengaturan"), "adjustments"),
)
PORTAL_ITEMS = (
    NavigationItem("/portal/", _("Portal vendor"), "home", other_paths=("/documents/",)),
    NavigationItem("/portal/work-orders/", _("Perintah kerja"), "tools"),
    NavigationItem("/portal/findings/", _("Temuan"), "flag"),
    NavigationItem("/portal/contracts/", pgettext_lazy("several", "Kontrak"), "file-text"),
)
ADMINISTRATION = NavigationItem("/admin/", _("Administrasi"), "settings")


def navigation_items(user: User) -> list[NavigationItem]:
    """Return the links to the sections that the role of the user may open."""
    if user.role == Role.VENDOR:
        return list(PORTAL_ITEMS)
    items = [item for item in STAFF_ITEMS if _is_allowed(item.path, user.role)]
    return [*items, ADMINISTRATION] if user.is_staff else items


@cache
def _is_allowed(path: str, role: str) -> bool:
    try:
        access: Any = getattr(resolve(path).func, "access", frozenset())
    except Resolver404:
        return False
    return access == "public" or role in access


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the links of the main navigation and the current section.

    `navigation_current` is the value of `aria-current`: "page" on the section's first page, "true" below it.
    """
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"navigation": []}
    items = navigation_items(user)
    section = max(items, key=lambda item: item.match_length(request.path))
    return {
        "navigation": items,
        "navigation_section": section if section.match_length(request.path) else None,
        "navigation_current": "page" if section.path == request.path else "true",
    }
