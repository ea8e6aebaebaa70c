"""Vendors, their contracts with amendments, and the persons who act for them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VendorsConfig(AppConfig):
    name = "vendors"
    verbose_name = _("Vendor")
    default_auto_field = "django.db.models.BigAutoField"
