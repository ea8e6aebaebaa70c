"""Reads date and coordinates from EXIF data of a photo, which may contain arbitrary values."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone
from PIL import ExifTags, Image

SIX_DECIMALS = Decimal("0.000001")


def taken_at(exif: Image.Exif) -> datetime | None:
    """Return when the photo was taken, or None.

    A time without UTC offset is read in the time zone of the server. A date in the future or before 1990 is ignored.
    """
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
    try:
        if timezone.is_naive(aware):
            aware = timezone.make_aware(aware)
        return aware if aware <= timezone.now() + timedelta(days=1) and aware.year >= 1990 else None
    except (OverflowError, ValueError):
        return None


def coordinates(exif: Image.Exif) -> tuple[Decimal, Decimal] | None:
    """Return latitude and longitude in degrees (south and west negative), or None unless both are plausible."""
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    latitude = _degrees(gps.get(ExifTags.GPS.GPSLatitude), gps.get(ExifTags.GPS.GPSLatitudeRef), "NS", 90)
    longitude = _degrees(gps.get(ExifTags.GPS.GPSLongitude), gps.get(ExifTags.GPS.GPSLongitudeRef), "EW", 180)
    if (
        latitude is None or longitude is None or not (latitude or longitude)
    ):  # cameras without a GPS fix write 0, 0
        return None
    return latitude, longitude


def _degrees(parts: Any, side: Any, sides: str, maximum: int) -> Decimal | None:
    side = str(side or "").strip("\0 ").upper()
    if not isinstance(parts, tuple) or len(parts) != 3 or side not in tuple(sides):
        return None
    try:
        hours, minutes, seconds = (Decimal(repr(float(part))) for part in parts)
        degrees = (hours + minutes / 60 + seconds / 3600).quantize(SIX_DECIMALS)
    except (ValueError, TypeError, ZeroDivisionError, OverflowError, InvalidOperation):
        return None
    if not (0 <= minutes < 60 and 0 <= seconds < 60 and 0 <= degrees <= maximum):
        return None
    return -degrees if side == sides[1] else degrees
