"""The app configuration of the domain-free toolbox."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.generics import subscriptable_django_classes

subscriptable_django_classes()


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Surat keluar")

    def ready(self) -> None:
        import core.files.storage
        import core.i18n.translations  # noqa: F401  # both register a system check
