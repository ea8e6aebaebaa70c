"""Result of a file inspection."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True)
class InspectedFile:
    """Type and safe content of an uploaded file; `content` is the version to store.

    `taken_at` (timezone-aware) and `coordinates` come from the camera's EXIF data, so only photos can have them.
    `coordinates` are latitude and longitude in degrees with six decimals.
    """

    content: bytes
    content_type: str
    extension: str
    thumbnail: bytes = b""
    taken_at: datetime | None = None
    coordinates: tuple[Decimal, Decimal] | None = None

    @property
    def is_photo(self) -> bool:
        return self.content_type.startswith("image/")
