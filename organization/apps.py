"""App configuration of the institution settings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganizationConfig(AppConfig):
    name = "organization"
    verbose_name = _("Institusi")
    default_auto_field = "django.db.models.BigAutoField"
