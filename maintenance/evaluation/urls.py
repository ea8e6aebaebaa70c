"""URL of the evaluation of a cycle's rounds."""

from django.urls import path

from maintenance.evaluation import views

urlpatterns = [path("<int:pk>/evaluation/", views.evaluation, name="evaluation")]
