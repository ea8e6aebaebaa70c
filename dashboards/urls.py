"""URLs of home, calendar and indicators."""

from django.urls import path

from dashboards import calendar_views, home_views, indicator_views

urlpatterns = [
    path("", home_views.home, name="home"),
    path("calendar/", calendar_views.month, name="calendar"),
    path("calendar/<int:year>/<int:month>/<int:day>/", calendar_views.day, name="calendar_day"),
    path("calendar/feed/<str:token>.ics", calendar_views.feed, name="calendar_feed"),
    path("reports/indicators/", indicator_views.indicators, name="indicators"),
]
