"""The maintenance cycle: SOP as data, state machine, guards, gate, journal, work."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MaintenanceConfig(AppConfig):
    name = "maintenance"
    verbose_name = _("Siklus pemeliharaan")
    default_auto_field = "django.db.models.BigAutoField"
