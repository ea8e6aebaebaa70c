"""App configuration of documents: registers the certificate check and the immutability triggers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.db.schema_objects import register


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Laporan")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import reports.signing.checks  # noqa: F401  # registers its system check
        from reports.immutability import TRIGGERS

        register(self, TRIGGERS)
