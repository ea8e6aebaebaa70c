"""Numbers, amounts and dates in Indonesian words, as official minutes require ("hari Senin tanggal dua puluh tiga").

The words do not depend on the active language, because a signed document has one wording.
"""

from datetime import date
from decimal import Decimal
from typing import Final

from core.i18n.formats import INDONESIAN

UNITS: Final = (
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
)
SCALES: Final = (
    (10**12, "triliun"),
    (10**9, "miliar"),
    (10**6, "juta"),
    (10**3, "ribu"),
    (100, "ratus"),
    (10, "puluh"),
)
MAX_NUMBER: Final = 10**15 - 1
WEEKDAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def number_in_words(number: int) -> str:
    """Return 1945 as "seribu sembilan ratus empat puluh lima".

    Raises `ValueError` for negative numbers and numbers above `MAX_NUMBER`.
    """
    if not 0 <= number <= MAX_NUMBER:
        raise ValueError(f"{number} cannot be spelled out: it must lie between 0 and {MAX_NUMBER}")
    if number < len(UNITS):
        return UNITS[number]
    if number < 20:
        return f"{UNITS[number - 10]} belas"
    value, name = next(scale for scale in SCALES if scale[0] <= number)
    count, rest = divmod(number, value)
    # One ten, hundred or thousand has the prefix "se-"; one million has the word "satu".
    words = f"se{name}" if count == 1 and value <= 1000 else f"{number_in_words(count)} {name}"
    return f"{words} {number_in_words(rest)}" if rest else words


def rupiah_in_words(amount: Decimal) -> str:
    """Return Rp 1.250,50 as "seribu dua ratus lima puluh rupiah lima puluh sen". Ignores further decimals."""
    rupiah, sen = divmod(int(amount * 100), 100)
    return (
        f"{number_in_words(rupiah)} rupiah {number_in_words(sen)} sen"
        if sen
        else f"{number_in_words(rupiah)} rupiah"
    )


def date_in_words(day: date) -> str:
    """Return "hari Senin tanggal dua puluh tiga bulan November tahun dua ribu dua puluh enam"."""
    return (
        f"hari {WEEKDAYS[day.weekday()]} tanggal {number_in_words(day.day)} "
        f"bulan {INDONESIAN.months[day.month - 1]} tahun {number_in_words(day.year)}"
    )
