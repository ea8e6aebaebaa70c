"""The person's own pages, beside those of the sign-in library."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
