"""Addresses of reports; documents, settings and the public check stand on their own prefixes."""

from django.urls import path

from reports import (
    document_views,
    issue_views,
    label_views,
    rendering_views,
    settings_views,
    signing_views,
    verify_views,
    views,
)

app_name = "reports"

urlpatterns = [
    path("reports/", views.reports, name="list"),
    path("reports/bundle/", views.bundle, name="bundle"),
    path("reports/<int:pk>/", views.detail, name="detail"),
    path("reports/<int:pk>.pdf", document_views.file, name="file"),
    path("reports/<int:pk>/sheets/", rendering_views.edition_sheets, name="edition_sheets"),
    path("reports/<int:pk>/acknowledge/", views.acknowledge, name="acknowledge"),
    path("reports/<int:pk>/sign/", signing_views.sign, name="sign"),
    path("reports/indicators/", views.indicators, name="indicators"),
    path("reports/cycles/<int:pk>/issue/", issue_views.issue, name="issue"),
    path("reports/renderings/<slug:token>/", rendering_views.rendering, name="rendering"),
    path("reports/renderings/<slug:token>/again/", rendering_views.again, name="rendering_again"),
    path("reports/renderings/<slug:token>/file", rendering_views.rendering_file, name="rendering_file"),
    path("reports/labels/", label_views.choose, name="labels"),
    path("reports/labels/sheet.pdf", label_views.sheet, name="label_sheet"),
    path("documents/<slug:kind>/<int:pk>/", document_views.document, name="document"),
    path("documents/<slug:kind>/<int:pk>/draft/", rendering_views.draft, name="draft"),
    path("documents/<slug:kind>/<int:pk>/sheets/", rendering_views.sheets, name="sheets"),
    path("documents/<slug:kind>/<int:pk>/issue/", document_views.issue, name="issue_document"),
    path("settings/", settings_views.overview, name="settings"),
    path("settings/institution/", settings_views.institution, name="institution"),
    path("settings/institution/logo/", settings_views.logo, name="institution_logo"),
    path("settings/numbers/", settings_views.numbers, name="numbers"),
    path("verify/", verify_views.start, name="verify_start"),
    path("verify/<str:token>/", verify_views.verify, name="verify"),
]
