"""URLs of cycles, their moves and their journal."""

from django.urls import path

from maintenance.cycles import views

urlpatterns = [
    path("", views.cycles, name="cycles"),
    path("new/", views.cycle_new, name="cycle_new"),
    path("<int:pk>/", views.cycle_detail, name="cycle"),
    path("<int:pk>/copy/", views.cycle_copy, name="cycle_copy"),
    path("<int:pk>/discard/", views.cycle_discard, name="cycle_discard"),
    path("<int:pk>/moves/<slug:move>/", views.move, name="move"),
    path("<int:pk>/journal/", views.journal, name="journal"),
    path("<int:pk>/closing/", views.closing, name="closing"),
]
