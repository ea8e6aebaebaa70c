"""Where assets stand: campus, building, floor, room, as a tree."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Location(models.Model):
    """A place. `path` repeats the names from the root down, so that a list shows it without a query per row."""

    name = models.CharField(_("nama"), max_length=120)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("bagian dari")
    )
    path = models.CharField(_("letak"), max_length=500, editable=False, unique=True)

    class Meta:
        verbose_name = _("lokasi")
        verbose_name_plural = _("lokasi")
        ordering = ["path"]

    def __str__(self) -> str:
        return self.path

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.path = f"{self.parent.path} / {self.name}" if self.parent else self.name
        super().save(*args, **kwargs)
        for child in self.children.all():
            child.parent = self
            child.save()
