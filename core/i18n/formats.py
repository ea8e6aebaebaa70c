"""Formats dates, times, money and numbers in the active language.

These functions replace `django.utils.formats`, because tables call them thousands of times per page, and because the
formats ("28 Desember 2021", "Rp 1.234.567,00") are the same on pages, in documents and in e-mails.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import get_language

from core.rounding import Number, round_half_up, to_decimal

JAKARTA: Final = ZoneInfo("Asia/Jakarta")
NOT_AVAILABLE: Final = "n/a"


@dataclass(frozen=True, slots=True)
class Convention:
    """Month names and separators of one language."""

    months: tuple[str, ...]
    months_short: tuple[str, ...]
    thousands: str
    decimal: str
    clock: str


INDONESIAN: Final = Convention(
    months=(
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ),
    months_short=("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
    thousands=".",
    decimal=",",
    clock=".",
)
ENGLISH: Final = Convention(
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    months_short=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    thousands=",",
    decimal=".",
    clock=":",
)


def convention() -> Convention:
    """Return the convention of the active language: English, or Indonesian for any other language."""
    return ENGLISH if (get_language() or "").startswith("en") else INDONESIAN


def format_date(value: date) -> str:
    """Return "28 Desember 2021". Converts an aware datetime to the Jakarta time zone first."""
    day = _jakarta_date(value)
    return f"{day.day} {convention().months[day.month - 1]} {day.year}"


def format_short_date(value: date) -> str:
    """Return "28 Des 2021", for narrow columns and charts."""
    day = _jakarta_date(value)
    return f"{day.day} {convention().months_short[day.month - 1]} {day.year}"


def format_datetime(value: datetime) -> str:
    """Return "28 Desember 2021 14.05 WIB". Raises `ValueError` for a naive datetime."""
    if value.tzinfo is None:
        raise ValueError("format_datetime() needs an aware datetime")
    local = value.astimezone(JAKARTA)
    return f"{format_date(local)} {local.hour:02}{convention().clock}{local.minute:02} WIB"


def format_period(start: date, end: date) -> str:
    """Return "1 Januari 2026 \N{EN DASH} 31 Desember 2026", or a single date if both are equal."""
    first, last = format_date(start), format_date(end)
    return first if first == last else f"{first} \N{EN DASH} {last}"


def format_rupiah(amount: Number) -> str:
    """Return "Rp 1.234.567,00", or "-Rp 1.234.567,00" for a negative amount."""
    written = _group_thousands(round_half_up(amount, 2))
    return f"-Rp {written[1:]}" if written.startswith("-") else f"Rp {written}"


def format_number(value: Number, places: int | None = None) -> str:
    """Return "1.234,5". Without `places`, shows as many decimals as the value has."""
    if isinstance(value, int) and not places:
        return _group_thousands(value)
    if places is not None:
        return _group_thousands(round_half_up(value, places))
    written = _group_thousands(to_decimal(value))
    return written.rstrip("0").rstrip(convention().decimal) if convention().decimal in written else written


def format_percent(numerator: Number, denominator: Number) -> str:
    """Return "83,3 %", or "n/a" if the denominator is zero."""
    share = percentage(numerator, denominator)
    return NOT_AVAILABLE if share is None else f"{format_number(share)} %"


def percentage(numerator: Number, denominator: Number) -> Decimal | None:
    """Return the percentage with one decimal, or None if the denominator is zero.

    Does not round up to 100 or down to 0, because 1,999 of 2,000 is not "all".
    """
    if not denominator:
        return None
    share = to_decimal(numerator) * 100 / to_decimal(denominator)
    rounded = round_half_up(share, 1)
    if rounded == 100 and share < 100:
        return Decimal("99.9")
    return Decimal("0.1") if rounded == 0 and share > 0 else rounded


def _jakarta_date(value: date) -> date:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(JAKARTA).date()
    return value


def _group_thousands(value: int | Decimal) -> str:
    separators = convention()
    english = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    if separators is ENGLISH:
        return english
    whole, point, fraction = english.partition(".")
    return whole.replace(",", separators.thousands) + (separators.decimal if point else "") + fraction
