"""Inspection of photos. Re-encodes them upright and smaller, so that no hidden data (location, text, code) remains."""

from __future__ import annotations

import io
import threading
import warnings
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps
from PIL.JpegImagePlugin import JpegImageFile

from core.files import sandbox
from core.files.inspection import camera
from core.files.inspection.result import InspectedFile

MAX_EDGE: Final = 1600
MAX_THUMBNAIL_EDGE: Final = 320
MAX_PIXELS: Final = 64_000_000
MAX_PIXELS_BY_FORMAT: Final = {  # these formats are decoded as a whole; a baseline JPEG row by row
    "PNG": 16_000_000,
    "WEBP": 10_000_000,
    "several scans": 20_000_000,
    "HEIF": 25_000_000,
}
MAX_SCANS: Final = 100
JPEG_QUALITY: Final = 82
FORMATS: Final = ("JPEG", "PNG", "WEBP")
HEIF_BRANDS: Final = (b"heic", b"heix")
START_OF_SCAN: Final = b"\xff\xda"

_decoding_lock = threading.Lock()  # memory allows one decoded picture per process


def is_heif(content: bytes) -> bool:
    """Return whether the content is a HEIF still photo, by its main brand or its compatible brands."""
    if content[4:8] != b"ftyp":
        return False
    end = min(int.from_bytes(content[:4]), 256)
    brands = [content[at : at + 4] for at in range(16, end, 4)]
    main = content[8:12]
    return main in HEIF_BRANDS or (main == b"mif1" and any(brand in brands for brand in HEIF_BRANDS))


def inspect_heif(content: bytes, name: str) -> InspectedFile:
    """Convert a HEIF photo to JPEG, which every browser and the PDF renderer can show."""
    with _decoding_lock:
        try:
            plain = sandbox.run("heif", content)
        except sandbox.SandboxError as error:
            raise _broken_error(name) from error
    if plain == b"!pixels":
        raise _too_many_pixels_error(name, MAX_PIXELS_BY_FORMAT["HEIF"])
    return inspect_photo(plain, name, keep_png=False)


def inspect_photo(content: bytes, name: str, *, keep_png: bool = True) -> InspectedFile:
    """Re-encode a photo. A PNG stays a PNG, because most are screenshots with text; other formats become JPEG."""
    try:
        with _decoding_lock, warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # about pixel counts, which _check_size checks, and about odd metadata
            with Image.open(io.BytesIO(content), formats=FORMATS) as image:
                _check_size(image, content, name)
                return _reencode(image, keep_png=keep_png)
    except Image.DecompressionBombError:
        raise _too_many_pixels_error(name, MAX_PIXELS) from None
    except ValidationError:
        raise
    except Exception as error:  # decoders raise many kinds of errors for broken pictures
        raise _broken_error(name) from error


def _check_size(image: Image.Image, content: bytes, name: str) -> None:
    """Check pixel and scan counts before decoding."""
    maximum = MAX_PIXELS_BY_FORMAT.get(image.format or "", MAX_PIXELS)
    if isinstance(image, JpegImageFile) and _has_several_scans(image, content):
        maximum = MAX_PIXELS_BY_FORMAT["several scans"]
        if content.count(START_OF_SCAN) > MAX_SCANS:
            raise _broken_error(name)
    if image.width * image.height > maximum:
        raise _too_many_pixels_error(name, maximum)


def _has_several_scans(image: JpegImageFile, content: bytes) -> bool:
    """Return whether the JPEG is progressive or stores its colour components in separate scans."""
    at = 2
    while content[at : at + 2] != START_OF_SCAN:
        is_segment = content[at] == 0xFF and content[at + 1] not in (0x00, 0xFF, *range(0xD0, 0xD9))
        at += 2 + int.from_bytes(content[at + 2 : at + 4]) if is_segment else 1
    return "progressive" in image.info or content[at + 4] != image.layers


def _reencode(image: Image.Image, *, keep_png: bool) -> InspectedFile:
    taken_at, coordinates = _read_metadata(image)
    is_png = keep_png and image.format == "PNG"
    shrink = min(1.0, MAX_EDGE / max(image.size))
    image.draft("RGB", (max(1, int(image.width * shrink)), max(1, int(image.height * shrink))))
    if image.mode in ("1", "P"):  # palette images cannot be resampled
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    image.thumbnail((MAX_EDGE, MAX_EDGE), Image.Resampling.LANCZOS)
    flat = _flatten(ImageOps.exif_transpose(image))
    small = flat.copy()
    small.thumbnail((MAX_THUMBNAIL_EDGE, MAX_THUMBNAIL_EDGE), Image.Resampling.LANCZOS)
    return InspectedFile(
        content=_encode(flat, "PNG" if is_png else "JPEG"),
        content_type="image/png" if is_png else "image/jpeg",
        extension="png" if is_png else "jpg",
        thumbnail=_encode(small, "JPEG"),
        taken_at=taken_at,
        coordinates=coordinates,
    )


def _read_metadata(image: Image.Image) -> tuple[datetime | None, tuple[Decimal, Decimal] | None]:
    """Return date and coordinates. Unreadable metadata is ignored, because the picture itself may be fine."""
    try:
        exif = image.getexif()
        return camera.taken_at(exif), camera.coordinates(exif)
    except Exception:  # malformed EXIF data raises many kinds of errors
        return None, None


def _flatten(image: Image.Image) -> Image.Image:
    if "A" in image.getbands() or "transparency" in image.info:
        layer = image.convert("RGBA")
        background = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(background, layer).convert("RGB")
    return image.convert("RGB")


def _encode(image: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    image.info = {}  # drops the metadata
    image.save(out, kind, **({"quality": JPEG_QUALITY} if kind == "JPEG" else {}))
    return out.getvalue()


def _broken_error(name: str) -> ValidationError:
    message = _("%(name)s rusak dan tidak dapat dibuka sebagai foto.")
    return ValidationError(message, code="broken", params={"name": name})


def _too_many_pixels_error(name: str, maximum: int) -> ValidationError:
    message = _("%(name)s terlalu besar untuk dibuka: paling banyak %(most)s megapiksel.")
    return ValidationError(message, code="pixels", params={"name": name, "most": maximum // 1_000_000})
