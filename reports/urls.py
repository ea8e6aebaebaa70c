"""Addresses of reports; documents, settings and the public check stand on their own prefixes."""

from django.urls import path

from assets.views import labels as label_views
from reports import document_views, settings_views, views
from reports.issuing import views as issuing_views
from reports.jobs import views as job_views
from reports.signing import views as signing_views
from reports.verification import views as verification_views

app_name = "reports"

urlpatterns = [
    path("reports/", views.reports, name="list"),
    path("reports/bundle/", views.bundle, name="bundle"),
    path("reports/<int:pk>/", views.detail, name="detail"),
    path("reports/<int:pk>.pdf", document_views.file, name="file"),
    path("reports/<int:pk>/sheets/", job_views.edition_sheets, name="edition_sheets"),
    path("reports/<int:pk>/acknowledge/", views.acknowledge, name="acknowledge"),
    path("reports/<int:pk>/sign/", signing_views.sign, name="sign"),
    path("reports/cycles/<int:pk>/issue/", issuing_views.issue, name="issue"),
    path("reports/renderings/<slug:token>/", job_views.rendering, name="rendering"),
    path("reports/renderings/<slug:token>/again/", job_views.again, name="rendering_again"),
    path("reports/renderings/<slug:token>/file", job_views.rendering_file, name="rendering_file"),
    path("reports/labels/", label_views.label_page, name="labels"),
    path("reports/labels/sheet.pdf", label_views.label_sheet, name="label_sheet"),
    path("documents/<slug:kind>/<int:pk>/", document_views.document, name="document"),
    path("documents/<slug:kind>/<int:pk>/draft/", job_views.draft, name="draft"),
    path("documents/<slug:kind>/<int:pk>/sheets/", job_views.sheets, name="sheets"),
    path("documents/<slug:kind>/<int:pk>/issue/", document_views.issue, name="issue_document"),
    path("settings/", settings_views.overview, name="settings"),
    path("settings/institution/", settings_views.institution, name="institution"),
    path("settings/institution/logo/", settings_views.logo, name="institution_logo"),
    path("settings/numbers/", settings_views.numbers, name="numbers"),
    path("verify/", verification_views.start, name="verify_start"),
    path("verify/<str:token>/", verification_views.verify, name="verify"),
]
