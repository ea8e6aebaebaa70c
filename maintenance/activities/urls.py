"""URLs of activities."""

from django.urls import path

from maintenance.activities import views

urlpatterns = [
    path("work-orders/<int:pk>/activities/new/", views.activity_create, name="activity_create"),
    path("activities/<int:pk>/edit/", views.activity_edit, name="activity_edit"),
]
