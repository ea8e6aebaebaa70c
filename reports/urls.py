"""URLs of documents: /reports/, /documents/, /settings/ and the public /verify/."""

from django.urls import path

from reports import settings_views, views
from reports.issuing import views as issuing_views
from reports.jobs import views as job_views
from reports.signing import views as signing_views
from reports.verification import views as verification_views

app_name = "reports"

urlpatterns = [
    path("reports/", views.document_list, name="list"),
    path("reports/bundle/", views.create_archive, name="create_archive"),
    path("reports/<int:pk>/", views.document_detail, name="detail"),
    path("reports/<int:pk>.pdf", views.document_file, name="file"),
    path("reports/<int:pk>/sheets/", job_views.create_edition_workbook, name="edition_workbook"),
    path("reports/<int:pk>/acknowledge/", views.acknowledge, name="acknowledge"),
    path("reports/<int:pk>/sign/", signing_views.sign, name="sign"),
    path("reports/cycles/<int:pk>/issue/", issuing_views.issue_report, name="issue_report"),
    path("reports/renderings/<slug:token>/", job_views.job_page, name="job"),
    path("reports/renderings/<slug:token>/again/", job_views.retry, name="job_retry"),
    path("reports/renderings/<slug:token>/file", job_views.job_file, name="job_file"),
    path("documents/<slug:kind>/<int:pk>/", issuing_views.document_page, name="document"),
    path("documents/<slug:kind>/<int:pk>/draft/", job_views.create_draft, name="draft"),
    path("documents/<slug:kind>/<int:pk>/sheets/", job_views.create_workbook, name="workbook"),
    path("documents/<slug:kind>/<int:pk>/issue/", issuing_views.issue_document, name="issue_document"),
    path("settings/", settings_views.overview, name="settings"),
    path("settings/numbers/", settings_views.number_templates, name="number_templates"),
    path("verify/", verification_views.start, name="verify_start"),
    path("verify/<str:token>/", verification_views.verify, name="verify"),
]
