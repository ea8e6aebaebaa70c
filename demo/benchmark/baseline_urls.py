"""URL configuration of the benchmark process: Siklus and the baseline views."""

from django.urls import include, path

from demo.benchmark import baseline

handler400 = "core.http.errors.bad_request"
handler403 = "core.http.errors.permission_denied"
handler404 = "core.http.errors.not_found"
handler500 = "core.http.errors.server_error"

urlpatterns = [
    path("floor/figures/manager/", baseline.manager_figures, name="floor-manager"),
    path("floor/figures/operator/", baseline.operator_figures, name="floor-operator"),
    path("floor/insert/", baseline.insert, name="floor-insert"),
    path("floor/<slug:name>/", baseline.rows, name="floor-rows"),
    path("floor/<slug:name>.csv", baseline.plain_csv, name="floor-csv"),
    path("", include("config.urls")),
]
