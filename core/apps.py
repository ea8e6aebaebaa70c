"""App configuration of core."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Surat keluar")

    def ready(self) -> None:
        import core.files.checks
        import core.frontend.checks
        import core.i18n.checks  # noqa: F401  # each registers a system check
