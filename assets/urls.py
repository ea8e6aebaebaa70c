"""URLs under /assets/."""

from django.urls import path

from assets.views import (
    architecture,
    asset,
    category,
    csv_import,
    dependency_map,
    labels,
    location,
    suggestions,
)

app_name = "assets"

urlpatterns = [
    path("", asset.asset_list, name="list"),
    path("new/", asset.asset_create, name="create"),
    path("suggestions/assets/", suggestions.asset_suggestions, name="asset_suggestions"),
    path("suggestions/categories/", suggestions.category_suggestions, name="category_suggestions"),
    path("suggestions/locations/", suggestions.location_suggestions, name="location_suggestions"),
    path("<int:pk>/", asset.asset_detail, name="detail"),
    path("<int:pk>/edit/", asset.asset_edit, name="edit"),
    path("labels/", labels.label_page, name="labels"),
    path("labels/sheet.pdf", labels.label_sheet, name="label_sheet"),
    path("import/", csv_import.import_file, name="import"),
    path("import/<uuid:pk>/", csv_import.import_columns, name="import_columns"),
    path("import/<uuid:pk>/preview/", csv_import.import_preview, name="import_preview"),
    path("import/<uuid:pk>/confirm/", csv_import.import_confirm, name="import_confirm"),
    path("categories/", category.category_list, name="categories"),
    path("categories/new/", category.category_create, name="category_create"),
    path("categories/<int:pk>/edit/", category.category_edit, name="category_edit"),
    path("categories/<int:pk>/delete/", category.category_delete, name="category_delete"),
    path("locations/", location.location_list, name="locations"),
    path("locations/new/", location.location_create, name="location_create"),
    path("locations/<int:pk>/edit/", location.location_edit, name="location_edit"),
    path("map/", dependency_map.dependency_map_page, name="map"),
    path("architecture/", architecture.architecture_list, name="architecture"),
    path("architecture/new/", architecture.architecture_create, name="architecture_create"),
    path("architecture/<int:pk>/", architecture.architecture_detail, name="architecture_detail"),
    path("architecture/<int:pk>/edit/", architecture.architecture_edit, name="architecture_edit"),
    path(
        "architecture/<int:pk>/versions/new/", architecture.architecture_version_create, name="version_create"
    ),
    path("architecture/versions/<int:pk>/file/", architecture.architecture_file, name="architecture_file"),
]
