"""Every address; other people's links stand on the prefixes, so they stay."""

from importlib.util import find_spec

from django.conf import settings
from django.contrib import admin
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from accounts.access import public
from core.views import healthz

# Address prefix -> the module with the room's URL patterns.
ROOMS = {
    "": "reports.home_urls",  # with /calendar/, /reports/, /documents/ and /verify/
    "assets/": "assets.urls",
    "plans/": "plans.urls",
    "vendors/": "vendors.urls",
    "cycles/": "maintenance.urls",
    "portal/": "portal.urls",
}


def _present(module: str) -> bool:
    return module.partition(".")[0] in settings.INSTALLED_APPS and find_spec(module) is not None


handler400 = "core.errors.bad_request"
handler403 = "core.errors.permission_denied"
handler404 = "core.errors.not_found"
handler500 = "core.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    *(path(prefix, include(module)) for prefix, module in ROOMS.items() if _present(module)),
    path("accounts/", include("accounts.urls")),
    path("admin/", admin.site.urls),
    path("healthz", public(healthz), name="healthz"),
    path("i18n/", public(set_language), name="set_language"),
]
if not _present("reports.home_urls"):
    urlpatterns.append(path("", public(lambda request: HttpResponse("Siklus")), name="home"))
