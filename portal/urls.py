"""Addresses of the vendor portal: everything that a vendor can reach."""

from django.urls import path

from portal import views

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("work-orders/<int:pk>/", views.work_order, name="work_order"),
    path("work-orders/<int:pk>/activities/new/", views.activity_create, name="activity_create"),
    path("activities/<int:pk>/edit/", views.activity_edit, name="activity_edit"),
    path("work-orders/<int:pk>/hand-in/", views.hand_in, name="hand_in"),
    path("evidence/<int:pk>/", views.evidence, name="evidence"),
    path("evidence/<int:pk>/thumbnail/", views.thumbnail, name="evidence_thumbnail"),
    path("findings/<int:pk>/", views.finding, name="finding"),
    path("findings/<int:pk>/follow-up/", views.finding_follow_up, name="finding_follow_up"),
    path("rounds/<int:pk>/handover/", views.handover, name="handover"),
]
