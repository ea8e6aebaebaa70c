"""Every address; other people's links stand on the prefixes, so they stay."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from accounts.access import public
from accounts.devices import device
from accounts.views import choose_language
from core import webapp
from core.views import healthz
from portal.scan import scan

handler400 = "core.errors.bad_request"
handler403 = "core.errors.permission_denied"
handler404 = "core.errors.not_found"
handler500 = "core.errors.server_error"

# Pages that can be opened again without a line: the vendor's portal, and the same work behind the staff's door.
KEPT_ON_DEVICES = (
    r"^/portal/",
    r"^/cycles/work-orders/\d+/$",
    r"^/cycles/work-orders/\d+/activities/new/$",
    r"^/cycles/activities/\d+/edit/$",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("reports.home_urls")),  # home, /calendar/, /reports/, /documents/ and /verify/
    path("assets/", include("assets.urls")),
    path("plans/", include("plans.urls")),
    path("vendors/", include("vendors.urls")),
    path("cycles/", include("maintenance.urls")),
    path("portal/", include("portal.urls")),
    path("a/<slug:token>/", scan, name="scan"),  # short, because QR labels hold it
    path("accounts/", include("accounts.urls")),
    path("admin/", admin.site.urls),
    path("healthz", public(healthz), name="healthz"),
    path("i18n/", choose_language, name="set_language"),
    path("device/", device, name="device"),
    path("offline/", public(webapp.offline), name="offline"),
    path("sw.js", public(webapp.service_worker), {"keep": KEPT_ON_DEVICES}, name="service_worker"),
    path("favicon.ico", public(webapp.favicon), name="favicon"),
    path("manifest.webmanifest", public(webapp.manifest), name="manifest"),
]
