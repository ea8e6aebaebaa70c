"""Progressive web app: manifest, service worker and offline page."""

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

WORKER_SCRIPT: Final = "js/device/service-worker.js"
SCRIPTS: Final = Path(settings.BASE_DIR) / "static" / "js" / "device"
# Static files that a page needs offline. The service worker stores them at the first visit.
APP_SHELL: Final = (
    "vendor/tabler.min.css",
    "css/siklus.css",
    "css/work-orders.css",
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
    """Return the web app manifest, which a browser reads when a user installs the app."""
    content = {
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
    return JsonResponse(content, content_type="application/manifest+json")


@require_GET
@cache_control(max_age=3600)
def favicon(request: HttpRequest) -> HttpResponse:
    """Redirect to the app icon. Browsers request it for pages without an icon link, such as the admin and files."""
    return redirect(static("img/app-192.png"))


@require_GET
@cache_control(no_cache=True)
def service_worker(request: HttpRequest, offline_pages: Sequence[str]) -> HttpResponse:
    """Return the service worker. Its URL is at the root, so that it controls every page.

    Its text changes when a file of the app shell changes. `offline_pages` are patterns of the paths of pages that are
    cached on the device.
    """
    options = {
        "version": _version(),
        "shell": _shell_urls(),
        "hashed": not settings.WHITENOISE_USE_FINDERS,
        "offline": reverse("offline"),
        "signOut": reverse("account_logout"),
        "cacheable": list(offline_pages),
        "maxAge": settings.SESSION_COOKIE_AGE,
    }
    text = f'import {{ serve }} from "{static(WORKER_SCRIPT)}";\nserve({json.dumps(options)});\n'
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    response.headers["Service-Worker-Allowed"] = "/"
    return response


@require_GET
@never_cache
@gzip_page
def offline(request: HttpRequest) -> HttpResponse:
    """Page for when the device has neither a connection nor a cached copy. It contains no user data."""
    return render(request, "offline.html", {"device_key": ""})


def _shell_urls() -> list[str]:
    scripts = sorted(f"js/device/{path.name}" for path in SCRIPTS.glob("*.js"))
    return [static(name) for name in (*APP_SHELL, *scripts)]


def _version() -> str:
    """Return a hash of the shell's URLs; in development, where URLs carry no hash, also of modification times."""
    text = "\n".join(_shell_urls())
    if settings.WHITENOISE_USE_FINDERS:
        paths = [
            finders.find(name)
            for name in (*APP_SHELL, *(f"js/device/{p.name}" for p in SCRIPTS.glob("*.js")))
        ]
        text += "".join(str(Path(path).stat().st_mtime_ns) for path in paths if isinstance(path, str))
    return hashlib.sha256(text.encode()).hexdigest()[:12]
