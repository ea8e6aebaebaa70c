"""Script that converts a HEIC photo on stdin to a smaller PNG with EXIF data on stdout, or writes `!pixels`."""

from __future__ import annotations

import io
import resource
import sys

import pillow_heif
from PIL import Image

MEMORY_BYTES = 420 * 1024 * 1024  # of address space; about half of it is used
MAX_PIXELS = 25_000_000
MAX_EDGE = 1600


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
    pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)
    Image.MAX_IMAGE_PIXELS = None  # checked below
    image = Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=("HEIF",))
    if image.width * image.height > MAX_PIXELS:
        sys.stdout.write("!pixels")
        return
    exif = image.info.get("exif") or b""
    image.thumbnail((MAX_EDGE, MAX_EDGE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    image.info = {}
    image.save(out, "PNG", compress_level=1, exif=exif)
    sys.stdout.buffer.write(out.getvalue())


if __name__ == "__main__":
    main()
