"""Parser of RRULE texts (RFC 5545)."""

from __future__ import annotations

from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from plans.recurrence.pattern import LAST_DAY, Frequency, Ordinal, Pattern, Weekday


@lru_cache(maxsize=512)
def parse_rrule(rule: str) -> Pattern:
    """Return the pattern of an RRULE; raise ValidationError for rules outside the supported subset."""
    fields = _fields(rule)
    frequency, counted = fields.pop("FREQ", ""), fields.pop("COUNT", None)
    interval = _number(fields.pop("INTERVAL", "1"))
    if frequency == "DAILY" and counted == "1" and interval == 1 and not fields:
        return Pattern(Frequency.ONCE)
    if counted is not None or frequency not in ("WEEKLY", "MONTHLY", "YEARLY"):
        raise ValidationError(
            _("Pengulangan hanya dapat sekali, mingguan, bulanan, triwulanan, semesteran, atau tahunan.")
        )
    ordinal, weekdays = _weekdays(fields.pop("BYDAY", ""))
    pattern = Pattern(
        *_named(frequency, interval),
        weekdays=weekdays,
        ordinal=ordinal,
        month_day=_month_day(fields.pop("BYMONTHDAY", ""), fields.pop("BYSETPOS", "")),
        month=_number(fields.pop("BYMONTH")) if "BYMONTH" in fields else None,
    )
    if fields:
        raise ValidationError(
            _("Aturan pengulangan memuat bagian yang tidak dikenal: %(parts)s."),
            params={"parts": ", ".join(fields)},
        )
    return pattern


def _fields(rule: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for part in rule.strip().upper().removeprefix("RRULE:").split(";"):
        key, equals, value = part.partition("=")
        if not equals or not value or key in fields:
            raise ValidationError(
                _("Aturan pengulangan tidak dapat dibaca: “%(rule)s”."), params={"rule": rule}
            )
        fields[key] = value
    if fields.get("WKST") == "MO":  # weeks begin on Monday here anyway
        del fields["WKST"]
    return fields


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 4:
        raise ValidationError(_("“%(text)s” dalam aturan pengulangan bukan angka."), params={"text": text})
    return int(text)


def _named(frequency: str, interval: int) -> tuple[Frequency, int]:
    if frequency == "MONTHLY" and interval in (3, 6):
        return (Frequency.QUARTERLY if interval == 3 else Frequency.HALF_YEARLY), 1
    return Frequency(frequency.lower()), interval


def _weekdays(text: str) -> tuple[Ordinal | None, tuple[Weekday, ...]]:
    if not text:
        return None, ()
    try:
        if len(text) > 2 and "," not in text:
            return Ordinal(int(text[:-2])), (Weekday(text[-2:]),)
        return None, tuple(Weekday(code) for code in text.split(","))
    except ValueError:
        raise ValidationError(
            _("Hari “%(text)s” dalam aturan pengulangan tidak dikenal."), params={"text": text}
        ) from None


def _month_day(text: str, position: str) -> int | None:
    if not text and not position:
        return None
    if not position:
        return LAST_DAY if text == "-1" else _number(text)
    days = text.split(",")
    if position != "-1" or days != [str(day) for day in range(28, 28 + len(days))]:
        raise ValidationError(
            _("Tanggal “%(text)s” dalam aturan pengulangan tidak dikenal."), params={"text": text}
        )
    return _number(days[-1])
