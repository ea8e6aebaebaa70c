"""App configuration of vendors, contracts, amendments and memberships."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class VendorsConfig(AppConfig):
    name = "vendors"
    verbose_name = pgettext_lazy("several", "Vendor")
    default_auto_field = "django.db.models.BigAutoField"
