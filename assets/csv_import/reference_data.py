"""Categories, locations and racks that an import names: finds existing records and prepares new records to save."""

from __future__ import annotations

from typing import Final

from django.utils.text import slugify
from django.utils.translation import gettext as _

from assets.csv_import.values import CellError, require_printable
from assets.models import Asset, Category, Location
from assets.models.location import SEPARATOR

RACK_WORDS: Final = ("rack", "rak")


class CategoryResolver:
    """Finds categories by code or name, ignoring case; an unknown name becomes a new category."""

    def __init__(self) -> None:
        self.known: dict[str, Category] = {}
        for category in Category.objects.all():
            self.known[category.name.casefold()] = self.known[category.code.casefold()] = category
        self.new: list[Category] = []

    def find(self, text: str) -> Category:
        return self.known.get(text.casefold()) or self._add(text)

    def rack(self) -> Category:
        return next((self.known[word] for word in RACK_WORDS if word in self.known), None) or self._add(
            "Rak", "rack"
        )

    def _add(self, name: str, code: str = "") -> Category:
        require_printable(name)
        if len(name) > 80:
            raise CellError(_("Nama kategori terlalu panjang: paling banyak 80 karakter."))
        base = code = code or slugify(name)[:26] or "kategori"
        number = 1
        while code.casefold() in self.known:
            number += 1
            code = f"{base}-{number}"
        category = Category(code=code, name=name)
        self.new.append(category)
        self.known[name.casefold()] = self.known[code.casefold()] = category
        return category

    def save(self) -> None:
        Category.objects.bulk_create(self.new)


class LocationResolver:
    """Finds locations by path, ignoring case; missing levels of a path become new locations."""

    def __init__(self) -> None:
        self.by_pk = {location.pk: location for location in Location.objects.select_related("parent")}
        self.known = {location.path.casefold(): location for location in self.by_pk.values()}
        self.new: list[Location] = []

    def find(self, names: tuple[str, ...]) -> Location | None:
        """Return the location with these names, from the root down; None if there are no names."""
        location: Location | None = None
        for depth, name in enumerate(names, start=1):
            path = SEPARATOR.join(names[:depth])
            location = self.known.get(path.casefold()) or self._add(name, location)
        return location

    def _add(self, name: str, parent: Location | None) -> Location:
        require_printable(name)
        location = Location(name=name, parent=parent)
        location.path = location.build_path()
        if len(name) > 120 or len(location.path) > 500:
            raise CellError(
                _("Letak terlalu panjang: paling banyak 120 karakter setiap tingkat, 500 seluruhnya.")
            )
        self.new.append(location)
        self.known[location.path.casefold()] = location
        return location

    def save(self) -> None:
        """Create the new locations, parents first, with one statement per level."""
        for depth in sorted({location.depth for location in self.new}):
            Location.objects.bulk_create(
                [location for location in self.new if location.depth == depth], batch_size=500
            )


class RackResolver:
    """Finds racks by name and location, because racks in different locations can have the same name.

    A rack is an asset of the rack category and contains other assets. An unknown rack becomes a new asset.
    """

    def __init__(self, assets: dict[str, Asset], categories: CategoryResolver) -> None:
        self.assets, self.categories = assets, categories
        # Categories are compared as objects, because new categories of this file have no keys yet.
        kinds = [categories.known[word] for word in RACK_WORDS if word in categories.known]
        self.known = {
            self._key(asset.name, asset.location): asset
            for asset in assets.values()
            if getattr(asset, "category", None) in kinds
        }
        self.new: list[Asset] = []

    @staticmethod
    def _key(name: str, location: Location | None) -> tuple[str, str]:
        return name.casefold(), location.path.casefold() if location else ""

    def find(self, name: str, location: Location | None) -> Asset:
        return self.known.get(self._key(name, location)) or self._add(name, location)

    def _add(self, name: str, location: Location | None) -> Asset:
        base = code = "/".join((*(location.path.split(SEPARATOR) if location else ()), name))[-57:]
        number = 1
        while code.lower() in self.assets:
            number += 1
            code = f"{base}-{number}"
        rack = Asset(code=code, name=name, location=location, category=self.categories.rack())
        self.new.append(rack)
        self.assets[code.lower()] = self.known[self._key(name, location)] = rack
        return rack
