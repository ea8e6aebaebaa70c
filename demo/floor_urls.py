"""The addresses of Siklus with the floor beside them; only the benchmark's process knows this table."""

from django.urls import include, path

from demo import floor

handler400 = "core.errors.bad_request"
handler403 = "core.errors.permission_denied"
handler404 = "core.errors.not_found"
handler500 = "core.errors.server_error"

urlpatterns = [
    path("floor/figures/manager/", floor.manager_figures, name="floor-manager"),
    path("floor/figures/operator/", floor.operator_figures, name="floor-operator"),
    path("floor/insert/", floor.insert, name="floor-insert"),
    path("floor/<slug:name>/", floor.rows, name="floor-rows"),
    path("floor/<slug:name>.csv", floor.plain_csv, name="floor-csv"),
    path("", include("config.urls")),
]
