"""What an inspection finds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True)
class Inspected:
    """`content` is what to keep. `taken_at` is aware; only photos have it, and a place, if their camera wrote it down.

    `place` is latitude and longitude in degrees, six places after the comma.
    """

    content: bytes
    content_type: str
    ending: str
    thumbnail: bytes = b""
    taken_at: datetime | None = None
    place: tuple[Decimal, Decimal] | None = None

    @property
    def is_photo(self) -> bool:
        return self.content_type.startswith("image/")
