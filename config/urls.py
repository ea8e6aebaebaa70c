"""Root URL configuration. External links depend on these prefixes, so they must not change."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from accounts.access import public
from accounts.device_sessions import device
from accounts.views import choose_language
from core.frontend import web_app
from core.views import healthz
from portal.scan import scan

handler400 = "core.http.errors.bad_request"
handler403 = "core.http.errors.permission_denied"
handler404 = "core.http.errors.not_found"
handler500 = "core.http.errors.server_error"

# Pages that devices cache for offline use: the vendor portal, and the same work order pages for staff.
OFFLINE_PAGES = (
    r"^/portal/",
    r"^/cycles/work-orders/\d+/$",
    r"^/cycles/work-orders/\d+/activities/new/$",
    r"^/cycles/activities/\d+/edit/$",
)

# Former address of the QR label page; bookmarks may still use it.
labels_moved = RedirectView.as_view(pattern_name="assets:labels", permanent=True, query_string=True)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("dashboards.urls")),  # home, /calendar/ and /reports/indicators/
    path("", include("reports.urls")),  # /reports/, /documents/, /settings/ and /verify/
    path("reports/labels/", public(labels_moved)),
    path("settings/", include("organization.urls")),
    path("assets/", include("assets.urls")),
    path("plans/", include("plans.urls")),
    path("vendors/", include("vendors.urls")),
    path("cycles/", include("maintenance.urls")),
    path("portal/", include("portal.urls")),
    path("a/<slug:token>/", scan, name="scan"),  # short, because QR labels contain it
    path("accounts/", include("accounts.urls")),
    path("admin/", admin.site.urls),
    path("healthz", public(healthz), name="healthz"),
    path("i18n/", choose_language, name="set_language"),
    path("device/", device, name="device"),
    path("offline/", public(web_app.offline), name="offline"),
    path("sw.js", public(web_app.service_worker), {"offline_pages": OFFLINE_PAGES}, name="service_worker"),
    path("favicon.ico", public(web_app.favicon), name="favicon"),
    path("manifest.webmanifest", public(web_app.manifest), name="manifest"),
]
