"""Tree of locations: campus, building, floor, room."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from core.db.constraints import CaseInsensitiveUnique, equals_ignoring_case

if TYPE_CHECKING:
    from accounts.models import User

SEPARATOR: Final = " / "


class LocationQuerySet(models.QuerySet["Location"]):
    def visible_to(self, user: User) -> LocationQuerySet:
        return self if user.is_staff_side else self.none()

    def search(self, text: str) -> LocationQuerySet:
        """Return locations whose path contains every word of `text` and whose own name contains at least one word."""
        words = text.split()
        locations = self.filter(*(Q(path__icontains=word) for word in words))
        return locations.filter(Q(*(("name__icontains", word) for word in words), _connector=Q.OR))

    def below(self, path: str) -> LocationQuerySet:
        """Return the locations below this path, at any depth."""
        return self.filter(path__startswith=f"{path}{SEPARATOR}")


class Location(models.Model):
    """Location of assets in a tree.

    `path` joins the names from the root down, so that lists need no query per row.
    """

    name = models.CharField(_("nama"), max_length=120)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("bagian dari")
    )
    path = models.CharField(_("letak"), max_length=500, editable=False)

    objects = LocationQuerySet.as_manager()

    class Meta:
        verbose_name = _("lokasi")
        verbose_name_plural = _("lokasi")
        ordering = ["path"]
        constraints = [CaseInsensitiveUnique(Lower("path"), name="location_path_once")]
        indexes = [models.Index(fields=["path"], name="location_by_path")]

    def __str__(self) -> str:
        return self.path

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the location.

        If the location was renamed or moved, the paths of all locations below it are updated too.
        """
        # Locks the roots first, so that no other request renames a level of this path before it is written.
        locked_rows = Location.objects.select_for_update().filter(
            Q(parent=None) | Q(pk__in=[self.pk, self.parent_id])
        )
        current = {
            location.pk: location
            for location in locked_rows.order_by(F("parent").asc(nulls_first=True), "pk")
        }
        old_path = current[self.pk].path if self.pk in current else ""
        self.parent = current[self.parent_id] if self.parent_id else None
        self._refuse_location_cycle(old_path)
        self.path = self.build_path()
        super().save(*args, **kwargs)
        if old_path and old_path != self.path:
            self._move_paths(Location.objects.below(old_path), len(old_path))

    @property
    def depth(self) -> int:
        """Depth in the tree: 0 for a root such as a campus."""
        return self.path.count(SEPARATOR)

    def build_path(self) -> str:
        """Return the path of the location: the path of the parent, followed by the name."""
        return f"{self.parent.path}{SEPARATOR}{self.name}" if self.parent else self.name

    def clean(self) -> None:
        super().clean()
        if SEPARATOR.strip() in self.name:
            raise ValidationError({"name": _("Nama lokasi tidak boleh memuat garis miring (/).")})
        if self.pk and self.parent:
            self._refuse_location_cycle(Location.objects.get(pk=self.pk).path)
        path = self.build_path()
        if len(path) > 500:
            raise ValidationError(
                {"name": _("Letak lengkapnya lebih dari 500 karakter; persingkat nama lokasi.")}
            )
        if Location.objects.filter(equals_ignoring_case("path", path)).exclude(pk=self.pk).exists():
            raise ValidationError({"name": _("Lokasi “%(path)s” sudah ada.") % {"path": path}})

    def _refuse_location_cycle(self, path: str) -> None:
        """Raise ValidationError if the new parent lies below this location.

        `path` is the stored path of this location; it is empty for a new location.
        """
        if path and self.parent and f"{self.parent.path}{SEPARATOR}".startswith(f"{path}{SEPARATOR}"):
            raise ValidationError({"parent": _("Lokasi tidak dapat menjadi bagian dari dirinya sendiri.")})

    def _move_paths(self, locations: Iterable[Location], old_length: int) -> None:
        moved = list(locations)
        for location in moved:
            location.path = self.path + location.path[old_length:]
        Location.objects.bulk_update(moved, ["path"], batch_size=500)
