"""URLs of evidence."""

from django.urls import path

from maintenance.evidence import views

urlpatterns = [
    path("work-orders/<int:pk>/evidence/", views.upload_evidence, name="upload_evidence"),
    path("evidence/<int:pk>/", views.evidence, name="evidence"),
    path("evidence/<int:pk>/thumbnail/", views.thumbnail, name="evidence_thumbnail"),
]
