"""What an inspection finds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Inspected:
    """`content` is what to keep. `taken_at` is aware; only photos have it, if their camera wrote it down."""

    content: bytes
    content_type: str
    ending: str
    thumbnail: bytes = b""
    taken_at: datetime | None = None

    @property
    def is_photo(self) -> bool:
        return self.content_type.startswith("image/")
