"""Photos: drawn anew, upright and smaller, so that nothing hidden in the file (place, text, code) is kept."""

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
from core.files.inspection.result import Inspected

LONG_EDGE: Final = 1600
THUMBNAIL_EDGE: Final = 320
MOST_PIXELS: Final = 64_000_000
MOST_PIXELS_OF: Final = {  # a plain JPEG is read row by row and shrunk on the way, these lie open whole
    "PNG": 16_000_000,
    "WEBP": 10_000_000,
    "several scans": 20_000_000,
    "HEIF": 25_000_000,
}
MOST_SCANS: Final = 100
QUALITY: Final = 82
FORMATS: Final = ("JPEG", "PNG", "WEBP")
HEIF_BRANDS: Final = (b"heic", b"heix")
START_OF_SCAN: Final = b"\xff\xda"

_one_at_a_time = threading.Lock()  # memory is for one picture per process, however many arrive


def is_heif(content: bytes) -> bool:
    """A still photo of an iPhone by its brand; or by the brands that it says it goes along with."""
    if content[4:8] != b"ftyp":
        return False
    end = min(int.from_bytes(content[:4]), 256)
    brands = [content[at : at + 4] for at in range(16, end, 4)]
    main = content[8:12]
    return main in HEIF_BRANDS or (main == b"mif1" and any(brand in brands for brand in HEIF_BRANDS))


def inspect_heif(content: bytes, name: str) -> Inspected:
    """Becomes a JPEG, which every browser and printer of documents knows."""
    with _one_at_a_time:
        try:
            plain = sandbox.run("heif", content)
        except sandbox.SandboxError as error:
            raise _broken(name) from error
    if plain == b"!pixels":
        raise _too_many_pixels(name, MOST_PIXELS_OF["HEIF"])
    return inspect_photo(plain, name, keep_png=False)


def inspect_photo(content: bytes, name: str, *, keep_png: bool = True) -> Inspected:
    """A PNG stays one, since it is mostly a screenshot with letters; everything else becomes a JPEG."""
    try:
        with _one_at_a_time, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about pixels, which are counted below, and about odd notes
            with Image.open(io.BytesIO(content), formats=FORMATS) as image:
                _check_size(image, content, name)
                return _drawn_anew(image, keep_png=keep_png)
    except Image.DecompressionBombError:
        raise _too_many_pixels(name, MOST_PIXELS) from None
    except ValidationError:
        raise
    except Exception as error:  # a broken picture fails in as many ways as there are decoders
        raise _broken(name) from error


def _check_size(image: Image.Image, content: bytes, name: str) -> None:
    """Before anything is decoded."""
    most = MOST_PIXELS_OF.get(image.format or "", MOST_PIXELS)
    if isinstance(image, JpegImageFile) and _is_read_in_several_scans(image, content):
        most = MOST_PIXELS_OF["several scans"]
        if content.count(START_OF_SCAN) > MOST_SCANS:
            raise _broken(name)
    if image.width * image.height > most:
        raise _too_many_pixels(name, most)


def _is_read_in_several_scans(image: JpegImageFile, content: bytes) -> bool:
    """A JPEG that tells its colours one after the other, or the coarse before the fine."""
    at = 2
    while content[at : at + 2] != START_OF_SCAN:
        is_segment = content[at] == 0xFF and content[at + 1] not in (0x00, 0xFF, *range(0xD0, 0xD9))
        at += 2 + int.from_bytes(content[at + 2 : at + 4]) if is_segment else 1
    return "progressive" in image.info or content[at + 4] != image.layers


def _drawn_anew(image: Image.Image, *, keep_png: bool) -> Inspected:
    taken_at, place = _notes(image)
    is_png = keep_png and image.format == "PNG"
    shrink = min(1.0, LONG_EDGE / max(image.size))
    image.draft("RGB", (max(1, int(image.width * shrink)), max(1, int(image.height * shrink))))
    if image.mode in ("1", "P"):  # few colours cannot be mixed
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    image.thumbnail((LONG_EDGE, LONG_EDGE), Image.Resampling.LANCZOS)
    flat = _without_transparency(ImageOps.exif_transpose(image))
    small = flat.copy()
    small.thumbnail((THUMBNAIL_EDGE, THUMBNAIL_EDGE), Image.Resampling.LANCZOS)
    return Inspected(
        content=_saved(flat, "PNG" if is_png else "JPEG"),
        content_type="image/png" if is_png else "image/jpeg",
        ending="png" if is_png else "jpg",
        thumbnail=_saved(small, "JPEG"),
        taken_at=taken_at,
        place=place,
    )


def _notes(image: Image.Image) -> tuple[datetime | None, tuple[Decimal, Decimal] | None]:
    """Notes that cannot be read are no reason to refuse a picture that can."""
    try:
        exif = image.getexif()
        return camera.taken_at(exif), camera.place(exif)
    except Exception:  # as many ways as there are writers of notes
        return None, None


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


def _broken(name: str) -> ValidationError:
    message = _("%(name)s rusak dan tidak dapat dibuka sebagai foto.")
    return ValidationError(message, code="broken", params={"name": name})


def _too_many_pixels(name: str, most: int) -> ValidationError:
    message = _("%(name)s terlalu besar untuk dibuka: paling banyak %(most)s megapiksel.")
    return ValidationError(message, code="pixels", params={"name": name, "most": most // 1_000_000})
