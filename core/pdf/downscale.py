"""Downscales photos to their printed size, so that a document can contain hundreds of them.

A stored photo has a long edge of 1,600 pixels. In print, on a third of the page width, a quarter of them is enough.
"""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

JPEG_QUALITY = 80


def downscale(path: Path, edge: int) -> bytes:
    """Return a JPEG whose long edge has at most `edge` pixels. The same file gives the same bytes."""
    with Image.open(path) as image:
        image.draft("RGB", (edge, edge))  # scales a JPEG while decoding, which is faster
        small = image.convert("RGB")
        small.thumbnail((edge, edge), Image.Resampling.BICUBIC)
        out = io.BytesIO()
        small.save(out, "JPEG", quality=JPEG_QUALITY)
        return out.getvalue()
