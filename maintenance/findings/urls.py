"""URLs of findings."""

from django.urls import path

from maintenance.findings import views

urlpatterns = [
    path("findings/", views.findings, name="findings"),
    path("findings/<int:pk>/", views.finding, name="finding"),
    path("findings/<int:pk>/follow-up/", views.follow_up, name="finding_follow_up"),
    path("findings/<int:pk>/close/", views.resolve, name="finding_resolve"),
]
