"""Addresses of rows 4 and 5: work orders, activities, evidence, review, findings."""

from django.urls import path

from maintenance.evidence import views as evidence_views
from maintenance.findings import views as finding_views
from maintenance.reviews import views as review_views
from maintenance.work_orders import views as work_order_views

urlpatterns = [
    path("<int:pk>/work-orders/", work_order_views.work_orders, name="work_orders"),
    path("work-orders/", work_order_views.all_work_orders, name="all_work_orders"),
    path("work-orders/<int:pk>/", work_order_views.work_order, name="work_order"),
    path("work-orders/<int:pk>/activities/new/", work_order_views.activity_create, name="activity_create"),
    path("work-orders/<int:pk>/evidence/", work_order_views.hold_evidence, name="hold_evidence"),
    path("activities/<int:pk>/edit/", work_order_views.activity_edit, name="activity_edit"),
    path("work-orders/<int:pk>/hand-in/", work_order_views.hand_in, name="hand_in"),
    path("work-orders/<int:pk>/not-done/", work_order_views.not_done, name="not_done"),
    path("work-orders/<int:pk>/review/", review_views.review, name="review"),
    path("work-orders/<int:pk>/accept/", review_views.accept, name="accept"),
    path("work-orders/<int:pk>/return/", review_views.return_, name="return"),
    path("review/", review_views.review_queue, name="review_queue"),
    path("review/accept/", review_views.accept_several, name="accept_several"),
    path("evidence/<int:pk>/", evidence_views.evidence, name="evidence"),
    path("evidence/<int:pk>/thumbnail/", evidence_views.thumbnail, name="evidence_thumbnail"),
    path("findings/", finding_views.findings, name="findings"),
    path("findings/<int:pk>/", finding_views.finding, name="finding"),
    path("findings/<int:pk>/follow-up/", finding_views.follow_up, name="finding_follow_up"),
    path("findings/<int:pk>/close/", finding_views.close, name="finding_close"),
]
