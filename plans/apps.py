"""Configuration of the app for SOP rows 1 and 2: plan, planned work, acceptance criteria."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.db.schema_objects import register


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = _("Rencana pemeliharaan")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from plans.immutability import TRIGGERS

        register(self, TRIGGERS)
