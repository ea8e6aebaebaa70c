"""Pictures for print: no larger than their place on the paper needs, so that hundreds of them fit a document.

A photo is kept with a long edge of 1,600 pixels; on a third of a page's width a quarter of these is sharp.
"""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

QUALITY = 80


def downscale(path: Path, edge: int) -> bytes:
    """The picture as a JPEG whose long edge has at most `edge` pixels; the same bytes for the same file."""
    with Image.open(path) as image:
        image.draft("RGB", (edge, edge))  # a JPEG is shrunk while it is read
        small = image.convert("RGB")
        small.thumbnail((edge, edge), Image.Resampling.BICUBIC)
        out = io.BytesIO()
        small.save(out, "JPEG", quality=QUALITY)
        return out.getvalue()
