"""Photos: drawn anew, upright and smaller, so that nothing hidden in the file (place, text, code) is kept."""

from __future__ import annotations

import io
import warnings
from datetime import datetime, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image, ImageOps

from core.inspection.result import Inspected

LONG_EDGE: Final = 1600
THUMBNAIL_EDGE: Final = 320
MOST_PIXELS: Final = 64_000_000
QUALITY: Final = 82
FORMATS: Final = ("JPEG", "PNG", "WEBP")


def inspect_photo(content: bytes, name: str) -> Inspected:
    """A PNG stays one, since it is mostly a screenshot with letters; everything else becomes a JPEG."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the header is asked below
            image = Image.open(io.BytesIO(content), formats=FORMATS)
        return _drawn_anew(image, name)
    except Image.DecompressionBombError:
        raise _too_many_pixels(name) from None
    except ValidationError:
        raise
    except Exception as error:  # a broken picture fails in as many ways as there are decoders
        message = _("%(name)s rusak dan tidak dapat dibuka sebagai foto.")
        raise ValidationError(message, code="broken", params={"name": name}) from error


def _drawn_anew(image: Image.Image, name: str) -> Inspected:
    if image.width * image.height > MOST_PIXELS:  # before anything is decoded
        raise _too_many_pixels(name)
    taken_at = _taken_at(image.getexif())
    is_png = image.format == "PNG"
    image.draft("RGB", (LONG_EDGE, LONG_EDGE))  # lets a JPEG be decoded small at once
    upright = ImageOps.exif_transpose(image)
    flat = _without_transparency(upright)
    flat.thumbnail((LONG_EDGE, LONG_EDGE), Image.Resampling.LANCZOS)
    small = flat.copy()
    small.thumbnail((THUMBNAIL_EDGE, THUMBNAIL_EDGE), Image.Resampling.LANCZOS)
    return Inspected(
        content=_saved(flat, "PNG" if is_png else "JPEG"),
        content_type="image/png" if is_png else "image/jpeg",
        ending="png" if is_png else "jpg",
        thumbnail=_saved(small, "JPEG"),
        taken_at=taken_at,
    )


def _without_transparency(image: Image.Image) -> Image.Image:
    if "A" in image.getbands() or "transparency" in image.info:
        layer = image.convert("RGBA")
        ground = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(ground, layer).convert("RGB")
    return image.convert("RGB")


def _saved(image: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    image.info = {}  # what the file said about itself stays behind
    image.save(out, kind, **({"quality": QUALITY} if kind == "JPEG" else {}))
    return out.getvalue()


def _taken_at(exif: Image.Exif) -> datetime | None:
    """The camera's clock; without an offset it is read as our own time. A date to come is no evidence."""
    details = exif.get_ifd(ExifTags.IFD.Exif)
    text = str(details.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime) or "")
    offset = str(details.get(ExifTags.Base.OffsetTimeOriginal) or "").strip()
    try:
        taken = datetime.strptime(text.strip("\0 "), "%Y:%m:%d %H:%M:%S")
    except ValueError:
        return None
    try:
        aware = datetime.fromisoformat(f"{taken.isoformat()}{offset}")
    except ValueError:
        aware = taken
    if timezone.is_naive(aware):
        aware = timezone.make_aware(aware)
    return aware if aware <= timezone.now() + timedelta(days=1) else None


def _too_many_pixels(name: str) -> ValidationError:
    message = _("%(name)s terlalu besar untuk dibuka: paling banyak %(most)s megapiksel.")
    return ValidationError(message, code="pixels", params={"name": name, "most": MOST_PIXELS // 1_000_000})
