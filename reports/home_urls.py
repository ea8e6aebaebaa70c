"""Home, the calendar, and the addresses of reports, documents and their public check."""

from django.urls import include, path

from reports import calendar_views, home_views

urlpatterns = [
    path("", home_views.home, name="home"),
    path("calendar/", calendar_views.month, name="calendar"),
    path("calendar/<int:year>/<int:month>/<int:day>/", calendar_views.day, name="calendar_day"),
    path("calendar/feed/<str:token>.ics", calendar_views.feed, name="calendar_feed"),
    path("", include("reports.urls")),
]
