"""Recurrence patterns of maintenance and their RRULE text (RFC 5545).

The grammar is a small subset of the RFC. `BYMONTHDAY=31` alone would skip every shorter month, so the 29th and 30th are
written as "the last existing day of 28, 29(, 30)" (BYSETPOS=-1) and the 31st as the last day (BYMONTHDAY=-1).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.core.exceptions import ValidationError
from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

LAST_DAY: Final = 31
MAX_INTERVAL: Final = 60


class Frequency(TextChoices):
    ONCE = "once", _("Sekali")
    WEEKLY = "weekly", _("Mingguan")
    MONTHLY = "monthly", _("Bulanan")
    QUARTERLY = "quarterly", _("Triwulanan")
    HALF_YEARLY = "half_yearly", _("Semesteran")
    YEARLY = "yearly", _("Tahunan")


class Weekday(TextChoices):
    """Weekdays by RFC 5545 code, Monday first as in `date.weekday()`."""

    MONDAY = "MO", _("Senin")
    TUESDAY = "TU", _("Selasa")
    WEDNESDAY = "WE", _("Rabu")
    THURSDAY = "TH", _("Kamis")
    FRIDAY = "FR", _("Jumat")
    SATURDAY = "SA", _("Sabtu")
    SUNDAY = "SU", _("Minggu")

    @classmethod
    def of(cls, day: date) -> Weekday:
        return tuple(cls)[day.weekday()]


class Ordinal(IntegerChoices):
    """Ordinal of a weekday within a month; there is no fifth, because most months have a weekday only four times."""

    FIRST = 1, _("pertama")
    SECOND = 2, _("kedua")
    THIRD = 3, _("ketiga")
    FOURTH = 4, _("keempat")
    LAST = -1, _("terakhir")


MONTHS: Final[Mapping[Frequency, int]] = {
    Frequency.MONTHLY: 1,
    Frequency.QUARTERLY: 3,
    Frequency.HALF_YEARLY: 6,
}


@dataclass(frozen=True, slots=True)
class Pattern:
    """Frequency, interval and days of a recurrence; `on()` fills days that are not set from the first date.

    `interval` counts units of the frequency: QUARTERLY with 2 is every six months. `month_day` 31 or -1 means the
    last day. `month` is for YEARLY only.
    """

    frequency: Frequency
    interval: int = 1
    weekdays: tuple[Weekday, ...] = ()
    ordinal: Ordinal | None = None
    month_day: int | None = None
    month: int | None = None

    def __post_init__(self) -> None:
        if self.month_day == -1:
            object.__setattr__(self, "month_day", LAST_DAY)
        in_order = tuple(day for day in Weekday if day in self.weekdays)
        object.__setattr__(self, "weekdays", in_order)
        self._check_interval()
        self._check_days()

    def _check_interval(self) -> None:
        if not 1 <= self.interval * MONTHS.get(self.frequency, 1) <= MAX_INTERVAL:
            raise ValidationError(
                _("Jarak pengulangan harus antara 1 dan %(longest)d."), params={"longest": MAX_INTERVAL}
            )

    def _check_days(self) -> None:
        if self.month_day is not None and not 1 <= self.month_day <= LAST_DAY:
            raise ValidationError(_("Tanggal harus antara 1 dan 31; pilih 31 untuk hari terakhir bulan."))
        if self.month is not None and not 1 <= self.month <= 12:
            raise ValidationError(_("Bulan harus antara 1 dan 12."))
        if self.frequency in (Frequency.ONCE, Frequency.WEEKLY):
            if self.ordinal or self.month_day or self.month:
                raise ValidationError(
                    _("Tanggal dalam bulan hanya berlaku untuk pengulangan bulanan atau tahunan.")
                )
            if self.frequency == Frequency.ONCE and self.weekdays:
                raise ValidationError(_("Pekerjaan yang dilakukan sekali tidak memakai pilihan hari."))
            return
        if self.month is not None and self.frequency != Frequency.YEARLY:
            raise ValidationError(_("Bulan tertentu hanya berlaku untuk pengulangan tahunan."))
        if self.ordinal and self.month_day:
            raise ValidationError(
                _("Pilih salah satu: tanggal tertentu, atau hari tertentu seperti Senin pertama.")
            )
        if bool(self.ordinal) != (len(self.weekdays) == 1) or len(self.weekdays) > 1:
            raise ValidationError(
                _("Untuk pilihan seperti Senin pertama, isi urutannya dan tepat satu nama hari.")
            )

    @property
    def months(self) -> int:
        """Interval in months, for example 6 for QUARTERLY with interval 2; 0 for ONCE and WEEKLY."""
        if self.frequency == Frequency.YEARLY:
            return 12 * self.interval
        return MONTHS.get(self.frequency, 0) * self.interval

    @property
    def names_days(self) -> bool:
        return bool(self.weekdays or self.month_day)

    def days_only(self) -> Pattern:
        """Return the pattern with the same days in every week, month or year (interval 1)."""
        frequency = Frequency.MONTHLY if self.frequency in MONTHS else self.frequency
        return replace(self, frequency=frequency, interval=1)

    def on(self, anchor: date) -> Pattern:
        """Return the pattern with days that are not set taken from `anchor`."""
        if self.frequency == Frequency.ONCE:
            return self
        if self.frequency == Frequency.WEEKLY:
            return self if self.weekdays else replace(self, weekdays=(Weekday.of(anchor),))
        month = (self.month or anchor.month) if self.frequency == Frequency.YEARLY else None
        month_day = self.month_day if self.names_days else anchor.day
        return replace(self, month=month, month_day=month_day)

    @property
    def rule(self) -> str:
        """RRULE text of this pattern; equal patterns have equal texts."""
        if self.frequency == Frequency.ONCE:
            return "FREQ=DAILY;COUNT=1"
        if self.frequency == Frequency.WEEKLY:
            parts = ["FREQ=WEEKLY", f"INTERVAL={self.interval}"]
            if self.weekdays:
                parts.append("BYDAY=" + ",".join(self.weekdays))
            return ";".join(parts)
        if self.frequency == Frequency.YEARLY:
            parts = ["FREQ=YEARLY", f"INTERVAL={self.interval}"]
            if self.month:
                parts.append(f"BYMONTH={self.month}")
        else:
            parts = ["FREQ=MONTHLY", f"INTERVAL={self.months}"]
        return ";".join([*parts, *self._day_parts()])

    def _day_parts(self) -> list[str]:
        if self.ordinal:
            return [f"BYDAY={int(self.ordinal)}{self.weekdays[0]}"]
        if self.month_day is None:
            return []
        if self.month_day == LAST_DAY:
            return ["BYMONTHDAY=-1"]
        if self.month_day <= 28:
            return [f"BYMONTHDAY={self.month_day}"]
        return ["BYMONTHDAY=" + ",".join(str(day) for day in range(28, self.month_day + 1)), "BYSETPOS=-1"]
