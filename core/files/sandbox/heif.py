"""Run by itself: a HEIC photo comes in, a smaller PNG with the camera's notes goes out; `!pixels` when too large."""

from __future__ import annotations

import io
import resource
import sys

import pillow_heif
from PIL import Image

MEMORY = 420 * 1024 * 1024  # of addresses; about half of it is ever filled
MOST_PIXELS = 25_000_000
LONG_EDGE = 1600


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
    pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)
    Image.MAX_IMAGE_PIXELS = None  # asked below
    image = Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=("HEIF",))
    if image.width * image.height > MOST_PIXELS:
        sys.stdout.write("!pixels")
        return
    notes = image.info.get("exif") or b""
    image.thumbnail((LONG_EDGE, LONG_EDGE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    image.info = {}
    image.save(out, "PNG", compress_level=1, exif=notes)
    sys.stdout.buffer.write(out.getvalue())


if __name__ == "__main__":
    main()
