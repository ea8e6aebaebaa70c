"""URLs of the vendor portal: all pages that a vendor user can open."""

from django.urls import path

from portal import contract_views, round_views, views

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("work-orders/", views.work_orders, name="work_orders"),
    path("work-orders/<int:pk>/", views.work_order, name="work_order"),
    path("work-orders/<int:pk>/activities/new/", views.activity_create, name="activity_create"),
    path("work-orders/<int:pk>/evidence/", views.upload_evidence, name="upload_evidence"),
    path("activities/<int:pk>/edit/", views.activity_edit, name="activity_edit"),
    path("work-orders/<int:pk>/hand-in/", views.hand_in, name="hand_in"),
    path("evidence/<int:pk>/", views.evidence, name="evidence"),
    path("evidence/<int:pk>/thumbnail/", views.thumbnail, name="evidence_thumbnail"),
    path("findings/", views.findings, name="findings"),
    path("findings/<int:pk>/", views.finding, name="finding"),
    path("findings/<int:pk>/follow-up/", views.finding_follow_up, name="finding_follow_up"),
    path("rounds/<int:pk>/", round_views.round_page, name="round"),
    path("rounds/<int:pk>/documentation/", round_views.documentation, name="documentation"),
    path("rounds/<int:pk>/evaluation/", round_views.evaluation, name="evaluation"),
    path("rounds/<int:pk>/handover/", round_views.handover, name="handover"),
    path("contracts/", contract_views.contracts, name="contracts"),
    path("contracts/<int:pk>/", contract_views.contract, name="contract"),
]
