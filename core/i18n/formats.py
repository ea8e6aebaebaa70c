"""How dates, times, money and figures are written for people, in the active language.

Written by hand rather than through `django.utils.formats`, because tables call these thousands of times
per page and because the house style ("28 Desember 2021", "Rp 1.234.567,00") is the same on pages, in
documents and in mail.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import get_language

from core.rounding import Number, exact, round_half_up

JAKARTA: Final = ZoneInfo("Asia/Jakarta")
NOT_AVAILABLE: Final = "n/a"


@dataclass(frozen=True, slots=True)
class Convention:
    """The written habits of one language."""

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
    """The habits of the active language; Indonesian unless English was chosen."""
    return ENGLISH if (get_language() or "").startswith("en") else INDONESIAN


def format_date(value: date) -> str:
    """28 Desember 2021. A datetime is first brought to Jakarta, where its day may be another one."""
    day = _local_day(value)
    return f"{day.day} {convention().months[day.month - 1]} {day.year}"


def format_short_date(value: date) -> str:
    """28 Des 2021, for narrow columns and charts."""
    day = _local_day(value)
    return f"{day.day} {convention().months_short[day.month - 1]} {day.year}"


def format_datetime(value: datetime) -> str:
    """28 Desember 2021 14.05 WIB; refuses a naive datetime, whose hour means nothing."""
    if value.tzinfo is None:
        raise ValueError("waktu() needs an aware datetime")
    local = value.astimezone(JAKARTA)
    return f"{format_date(local)} {local.hour:02}{convention().clock}{local.minute:02} WIB"


def format_period(start: date, end: date) -> str:
    """1 Januari 2026 \N{EN DASH} 31 Desember 2026; one day is written once."""
    first, last = format_date(start), format_date(end)
    return first if first == last else f"{first} \N{EN DASH} {last}"


def format_rupiah(amount: Number) -> str:
    """Rp 1.234.567,00, negative amounts as -Rp 1.234.567,00."""
    written = _grouped(round_half_up(amount, 2))
    return f"-Rp {written[1:]}" if written.startswith("-") else f"Rp {written}"


def format_number(value: Number, places: int | None = None) -> str:
    """1.234,5; with `places` that many decimals, without it as many as the value really has."""
    if isinstance(value, int) and not places:
        return _grouped(value)
    if places is not None:
        return _grouped(round_half_up(value, places))
    written = _grouped(exact(value))
    return written.rstrip("0").rstrip(convention().decimal) if convention().decimal in written else written


def format_percent(numerator: Number, denominator: Number) -> str:
    """83,3 %; "n/a" when there was nothing to count."""
    share = percentage(numerator, denominator)
    return NOT_AVAILABLE if share is None else f"{format_number(share)} %"


def percentage(numerator: Number, denominator: Number) -> Decimal | None:
    """To one decimal; None when there was nothing to count.

    Never rounds up to 100 nor down to 0: 1,999 of 2,000 is not "all".
    """
    if not denominator:
        return None
    share = exact(numerator) * 100 / exact(denominator)
    rounded = round_half_up(share, 1)
    if rounded == 100 and share < 100:
        return Decimal("99.9")
    return Decimal("0.1") if rounded == 0 and share > 0 else rounded


def _local_day(value: date) -> date:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(JAKARTA).date()
    return value


def _grouped(value: int | Decimal) -> str:
    habits = convention()
    english = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    if habits is ENGLISH:
        return english
    whole, point, fraction = english.partition(".")
    return whole.replace(",", habits.thousands) + (habits.decimal if point else "") + fraction
