"""Numbers and dates spelled out in Indonesian, as official minutes demand ("hari Senin tanggal dua puluh tiga ...").

Indonesian whatever the active language is: a signed document has one wording.
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
LARGEST: Final = 10**15 - 1
WEEKDAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def number_in_words(number: int) -> str:
    """1945 is "seribu sembilan ratus empat puluh lima"; whole numbers below a thousand trillion."""
    if not 0 <= number <= LARGEST:
        raise ValueError(f"{number} cannot be spelled out: it must lie between 0 and {LARGEST}")
    if number < len(UNITS):
        return UNITS[number]
    if number < 20:
        return f"{UNITS[number - 10]} belas"
    value, name = next(scale for scale in SCALES if scale[0] <= number)
    count, rest = divmod(number, value)
    # Ten, hundred and thousand take "se-" for one; a million and more say "satu".
    head = f"se{name}" if count == 1 and value <= 1000 else f"{number_in_words(count)} {name}"
    return f"{head} {number_in_words(rest)}" if rest else head


def rupiah_in_words(amount: Decimal) -> str:
    """Rp 1.250,50 is "seribu dua ratus lima puluh rupiah lima puluh sen"; to two decimals, as money is kept."""
    rupiah, sen = divmod(int(amount * 100), 100)
    return (
        f"{number_in_words(rupiah)} rupiah {number_in_words(sen)} sen"
        if sen
        else f"{number_in_words(rupiah)} rupiah"
    )


def date_in_words(day: date) -> str:
    """hari Senin tanggal dua puluh tiga bulan November tahun dua ribu dua puluh enam"""
    return (
        f"hari {WEEKDAYS[day.weekday()]} tanggal {number_in_words(day.day)} "
        f"bulan {INDONESIAN.months[day.month - 1]} tahun {number_in_words(day.year)}"
    )
