"""The main navigation: a person sees the rooms that this person's role may open, and no other."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from core.html import icon


@dataclass(frozen=True)
class NavigationItem:
    path: str
    label: Promise
    icon: str
    also: tuple[str, ...] = ()  # other addresses that belong to it

    def begins(self, path: str) -> int:
        """How much of the beginning of `path` is an address of this room; 0 where the page is none of its pages."""
        if self.path == "/":
            return int(path == "/")
        return max((len(start) for start in (self.path, *self.also) if path.startswith(start)), default=0)


STAFF_ITEMS = (
    NavigationItem("/", _("Beranda"), "home"),
    NavigationItem("/cycles/", pgettext_lazy("several", "Siklus"), "refresh"),
    NavigationItem("/cycles/work-orders/", _("Perintah kerja"), "tools"),
    NavigationItem("/cycles/review/", _("Pemeriksaan"), "clipboard-check"),
    NavigationItem("/cycles/findings/", _("Temuan"), "flag"),
    NavigationItem("/plans/", pgettext_lazy("several", "Rencana"), "clipboard-list"),
    NavigationItem("/assets/", _("Aset"), "server"),
    NavigationItem("/vendors/", pgettext_lazy("several", "Vendor"), "building-store"),
    NavigationItem("/calendar/", _("Kalender"), "calendar"),
    NavigationItem(
        "/reports/", pgettext_lazy("several", "Dokumen"), "report-analytics", also=("/documents/",)
    ),
    NavigationItem("/settings/", _("Pengaturan"), "adjustments"),
)
PORTAL_ITEMS = (
    NavigationItem("/portal/", _("Portal vendor"), "home", also=("/documents/",)),
    NavigationItem("/portal/work-orders/", _("Perintah kerja"), "tools"),
    NavigationItem("/portal/findings/", _("Temuan"), "flag"),
    NavigationItem("/portal/contracts/", pgettext_lazy("several", "Kontrak"), "file-text"),
)
ADMINISTRATION = NavigationItem("/admin/", _("Administrasi"), "settings")


def navigation_items(user: User) -> list[NavigationItem]:
    if user.role == Role.VENDOR:
        return list(PORTAL_ITEMS)
    open_rooms = [room for room in STAFF_ITEMS if _is_open(room.path, user.role)]
    return [*open_rooms, ADMINISTRATION] if user.is_staff else open_rooms


@cache
def _is_open(path: str, role: str) -> bool:
    try:
        access: Any = getattr(resolve(path).func, "access", frozenset())
    except Resolver404:
        return False
    return access == "public" or role in access


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the links as HTML, which differ by role, room and language only."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"navigation": ""}
    rooms = tuple(navigation_items(user))
    room = max(rooms, key=lambda room: room.begins(request.path))
    here = room.path if room.begins(request.path) else ""
    return {"navigation": _links(rooms, here, request.path == here, get_language())}


@lru_cache(maxsize=512)
def _links(
    rooms: tuple[NavigationItem, ...], here: str, is_its_page: bool, language: str | None
) -> SafeString:
    mark = format_html(' aria-current="{}"', "page" if is_its_page else "true")
    return format_html_join(
        "",
        '<li><a href="{}"{}>{} {}</a></li>',
        ((room.path, mark if room.path == here else "", icon(room.icon), room.label) for room in rooms),
    )
