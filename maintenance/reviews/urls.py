"""URLs of the review of work orders."""

from django.urls import path

from maintenance.reviews import views

urlpatterns = [
    path("review/", views.review_queue, name="review_queue"),
    path("review/accept/", views.accept_many, name="accept_many"),
    path("work-orders/<int:pk>/review/", views.review, name="review"),
    path("work-orders/<int:pk>/accept/", views.accept, name="accept"),
    path("work-orders/<int:pk>/return/", views.return_for_correction, name="return_for_correction"),
]
