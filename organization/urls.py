"""URLs of the institution's settings, included under /settings/."""

from django.urls import path

from organization import views

app_name = "organization"

urlpatterns = [
    path("institution/", views.institution, name="institution"),
    path("institution/logo/", views.logo, name="logo"),
]
