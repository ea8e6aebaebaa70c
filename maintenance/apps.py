"""Django app of the maintenance cycle."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.db.schema_objects import register


class MaintenanceConfig(AppConfig):
    name = "maintenance"
    verbose_name = _("Siklus pemeliharaan")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from maintenance.findings.search import FINDING_SEARCH
        from maintenance.immutability import TRIGGERS

        register(self, [*TRIGGERS, FINDING_SEARCH])
