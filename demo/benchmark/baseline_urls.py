"""URL configuration of the benchmark process: Siklus and the baseline views."""

from django.urls import include, path

from demo.benchmark import baseline

handler400 = "core.http.errors.bad_request"
handler403 = "core.http.errors.permission_denied"
handler404 = "core.http.errors.not_found"
handler500 = "core.http.errors.server_error"

urlpatterns = [
    path("baseline/figures/manager/", baseline.manager_figures, name="baseline-manager"),
    path("baseline/figures/operator/", baseline.operator_figures, name="baseline-operator"),
    path("baseline/insert/", baseline.insert, name="baseline-insert"),
    path("baseline/<slug:name>/", baseline.rows, name="baseline-rows"),
    path("baseline/<slug:name>.csv", baseline.plain_csv, name="baseline-csv"),
    path("", include("config.urls")),
]
