"""Addresses of the cycle."""

from django.urls import include, path

from maintenance import evaluation_views, views

app_name = "maintenance"

urlpatterns = [
    path("", views.cycles, name="cycles"),
    path("new/", views.cycle_new, name="cycle_new"),
    path("<int:pk>/", views.cycle_detail, name="cycle"),
    path("<int:pk>/copy/", views.cycle_copy, name="cycle_copy"),
    path("<int:pk>/discard/", views.cycle_discard, name="cycle_discard"),
    path("<int:pk>/moves/<slug:move>/", views.move, name="move"),
    path("<int:pk>/journal/", views.journal, name="journal"),
    path("<int:pk>/evaluation/", evaluation_views.evaluation, name="evaluation"),
    path("<int:pk>/closing/", views.closing, name="closing"),
    path("", include("maintenance.work_urls")),
]
