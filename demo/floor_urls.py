"""The addresses of Siklus with the floor beside them; only the benchmark's process knows this table."""

from django.urls import path

from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as siklus
from demo import floor

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    *siklus,
    path("floor/figures/manager/", floor.manager_figures, name="floor-manager"),
    path("floor/figures/operator/", floor.operator_figures, name="floor-operator"),
    path("floor/insert/", floor.insert, name="floor-insert"),
    path("floor/<slug:name>/", floor.rows, name="floor-rows"),
    path("floor/<slug:name>.csv", floor.plain_csv, name="floor-csv"),
]
