"""Siklus as an app on a phone: its manifest, its service worker, and the page that stands in for the network."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

WORKER: Final = "js/device/worker.js"
SCRIPTS: Final = Path(settings.BASE_DIR) / "static" / "js" / "device"
# What a page in the machine room is made of; it stays on the device from the first visit on.
SHELL: Final = (
    "vendor/tabler.min.css",
    "css/siklus.css",
    "css/work.css",
    "fonts/inter-400.woff2",
    "fonts/inter-600.woff2",
    "img/logo.svg",
    "icons.svg",
    "js/siklus.js",
)
ICONS: Final = (
    ("img/logo.svg", "any", "image/svg+xml", "any"),
    ("img/app-192.png", "192x192", "image/png", "any"),
    ("img/app-512.png", "512x512", "image/png", "any"),
    ("img/app-maskable-512.png", "512x512", "image/png", "maskable"),
)


@require_GET
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """Read by the browser when a person installs the app."""
    answer = {
        "id": "/",
        "name": _("Siklus – Pemeliharaan infrastruktur"),
        "short_name": "Siklus",
        "description": _("Perintah kerja, daftar periksa, dan bukti pemeliharaan, juga tanpa sinyal."),
        "lang": request.LANGUAGE_CODE,
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f6f4ef",
        "theme_color": "#0b3444",
        "icons": [
            {"src": static(name), "sizes": sizes, "type": kind, "purpose": purpose}
            for name, sizes, kind, purpose in ICONS
        ],
    }
    return JsonResponse(answer, content_type="application/manifest+json")


@require_GET
@cache_control(max_age=3600)
def favicon(request: HttpRequest) -> HttpResponse:
    """What browsers ask for beside a page that names no icon: those of the admin site, and files."""
    return redirect(static("img/app-192.png"))


@require_GET
@cache_control(no_cache=True)
def service_worker(request: HttpRequest, keep: Sequence[str]) -> HttpResponse:
    """From the root, so that it may serve every page; its text changes when any file of the shell does.

    `keep` are patterns of the pages of which a copy stays on the device.
    """
    facts = {
        "version": _version(),
        "shell": _shell(),
        "hashed": not settings.WHITENOISE_USE_FINDERS,
        "offline": reverse("offline"),
        "signOut": reverse("account_logout"),
        "keep": list(keep),
        "seconds": settings.SESSION_COOKIE_AGE,
    }
    text = f'import {{ serve }} from "{static(WORKER)}";\nserve({json.dumps(facts)});\n'
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    response.headers["Service-Worker-Allowed"] = "/"
    return response


@require_GET
@never_cache
@gzip_page
def offline(request: HttpRequest) -> HttpResponse:
    """Shown where there is neither a connection nor a kept copy; the same for everybody."""
    return render(request, "offline.html", {"person_mark": ""})


def _shell() -> list[str]:
    scripts = sorted(f"js/device/{path.name}" for path in SCRIPTS.glob("*.js"))
    return [static(name) for name in (*SHELL, *scripts)]


def _version() -> str:
    """Hashed names say what is in the files; plain ones, of development, do not."""
    text = "\n".join(_shell())
    if settings.WHITENOISE_USE_FINDERS:
        found = [
            finders.find(name) for name in (*SHELL, *(f"js/device/{p.name}" for p in SCRIPTS.glob("*.js")))
        ]
        text += "".join(str(Path(path).stat().st_mtime_ns) for path in found if isinstance(path, str))
    return hashlib.sha256(text.encode()).hexdigest()[:12]
