"""Addresses of the cycle."""

from django.urls import include, path

from maintenance.cycles import views as cycle_views
from maintenance.evaluation import views as evaluation_views

app_name = "maintenance"

urlpatterns = [
    path("", cycle_views.cycles, name="cycles"),
    path("new/", cycle_views.cycle_new, name="cycle_new"),
    path("<int:pk>/", cycle_views.cycle_detail, name="cycle"),
    path("<int:pk>/copy/", cycle_views.cycle_copy, name="cycle_copy"),
    path("<int:pk>/discard/", cycle_views.cycle_discard, name="cycle_discard"),
    path("<int:pk>/moves/<slug:move>/", cycle_views.move, name="move"),
    path("<int:pk>/journal/", cycle_views.journal, name="journal"),
    path("<int:pk>/evaluation/", evaluation_views.evaluation, name="evaluation"),
    path("<int:pk>/closing/", cycle_views.closing, name="closing"),
    path("", include("maintenance.work_orders.urls")),
]
