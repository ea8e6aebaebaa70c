"""URLs of maintenance, all below `/cycles/` and in the one namespace `maintenance`."""

from django.urls import include, path

app_name = "maintenance"

urlpatterns = [
    path("", include("maintenance.cycles.urls")),
    path("", include("maintenance.work_orders.urls")),
    path("", include("maintenance.activities.urls")),
    path("", include("maintenance.evidence.urls")),
    path("", include("maintenance.reviews.urls")),
    path("", include("maintenance.findings.urls")),
    path("", include("maintenance.evaluation.urls")),
]
