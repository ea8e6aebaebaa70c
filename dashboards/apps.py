"""App configuration of home pages, indicator pages and the calendar."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DashboardsConfig(AppConfig):
    name = "dashboards"
    verbose_name = _("Beranda")
    default_auto_field = "django.db.models.BigAutoField"
