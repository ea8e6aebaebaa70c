"""Configuration of the app for assets, locations, dependencies and architecture documents."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.db.schema_objects import register


class AssetsConfig(AppConfig):
    name = "assets"
    verbose_name = _("Aset")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from assets.search import ASSET_SEARCH

        register(self, [ASSET_SEARCH])
