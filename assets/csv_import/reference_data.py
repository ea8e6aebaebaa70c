"""The categories and places that lines of an import name: found in the register, or made ready to be created."""

from __future__ import annotations

from typing import Final

from django.utils.text import slugify
from django.utils.translation import gettext as _

from assets.csv_import.values import CellError, require_printable
from assets.models import Asset, Category, Location
from assets.models.location import SEPARATOR

RACK_WORDS: Final = ("rack", "rak")


class CategoryResolver:
    """Known by code or name, whatever the case; an unknown name becomes a new category."""

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
    """Known by their path, whatever the case; missing levels of a path are added."""

    def __init__(self) -> None:
        self.by_pk = {place.pk: place for place in Location.objects.select_related("parent")}
        self.known = {place.path.casefold(): place for place in self.by_pk.values()}
        self.new: list[Location] = []

    def find(self, names: tuple[str, ...]) -> Location | None:
        """None for an empty path."""
        place: Location | None = None
        for depth, name in enumerate(names, start=1):
            path = SEPARATOR.join(names[:depth])
            place = self.known.get(path.casefold()) or self._add(name, place)
        return place

    def _add(self, name: str, parent: Location | None) -> Location:
        require_printable(name)
        place = Location(name=name, parent=parent)
        place.path = place.build_path()
        if len(name) > 120 or len(place.path) > 500:
            raise CellError(
                _("Letak terlalu panjang: paling banyak 120 karakter setiap tingkat, 500 seluruhnya.")
            )
        self.new.append(place)
        self.known[place.path.casefold()] = place
        return place

    def save(self) -> None:
        """Parents first, one statement for each level."""
        for depth in sorted({place.depth for place in self.new}):
            Location.objects.bulk_create(
                [place for place in self.new if place.depth == depth], batch_size=500
            )


class RackResolver:
    """A rack is an asset that holds others. Racks of one name stand in many places, so the place belongs to it."""

    def __init__(self, assets: dict[str, Asset], categories: CategoryResolver) -> None:
        self.assets, self.categories = assets, categories
        # Compared as records, for those that the file has brought have no keys yet.
        kinds = [categories.known[word] for word in RACK_WORDS if word in categories.known]
        self.known = {
            self._key(asset.name, asset.location): asset
            for asset in assets.values()
            if getattr(asset, "category", None) in kinds
        }
        self.new: list[Asset] = []

    @staticmethod
    def _key(name: str, place: Location | None) -> tuple[str, str]:
        return name.casefold(), place.path.casefold() if place else ""

    def find(self, name: str, place: Location | None) -> Asset:
        return self.known.get(self._key(name, place)) or self._add(name, place)

    def _add(self, name: str, place: Location | None) -> Asset:
        base = code = "/".join((*(place.path.split(SEPARATOR) if place else ()), name))[-57:]
        number = 1
        while code.lower() in self.assets:
            number += 1
            code = f"{base}-{number}"
        rack = Asset(code=code, name=name, location=place, category=self.categories.rack())
        self.new.append(rack)
        self.assets[code.lower()] = self.known[self._key(name, place)] = rack
        return rack
