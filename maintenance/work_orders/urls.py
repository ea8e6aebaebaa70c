"""URLs of work orders."""

from django.urls import path

from maintenance.work_orders import views

urlpatterns = [
    path("<int:pk>/work-orders/", views.work_orders, name="work_orders"),
    path("work-orders/", views.all_work_orders, name="all_work_orders"),
    path("work-orders/<int:pk>/", views.work_order, name="work_order"),
    path("work-orders/<int:pk>/hand-in/", views.hand_in, name="hand_in"),
    path("work-orders/<int:pk>/not-done/", views.not_done, name="not_done"),
]
