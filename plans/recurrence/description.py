"""Describe a recurrence in words: "Setiap 3 bulan pada Senin pertama; bila libur dimajukan"."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from core.i18n.formats import convention, format_date
from plans.holiday_calendar import HolidayPolicy
from plans.recurrence.pattern import LAST_DAY, Frequency, Pattern

FEBRUARY: Final = 2
LEAP_YEAR: Final = 2024


def describe_recurrence(
    pattern: Pattern, anchor: date, policy: HolidayPolicy, *, since_completion: bool
) -> str:
    """Return the recurrence as one sentence in the active language, without a full stop."""
    when = _when(pattern, anchor, since_completion=since_completion)
    if policy == HolidayPolicy.BEFORE:
        return _("%(when)s; bila libur dimajukan") % {"when": when}
    if policy == HolidayPolicy.AFTER:
        return _("%(when)s; bila libur diundur") % {"when": when}
    return when


def _when(pattern: Pattern, anchor: date, *, since_completion: bool) -> str:
    if pattern.frequency == Frequency.ONCE:
        return _("Sekali pada %(date)s") % {"date": format_date(anchor)}
    parts = {"often": _how_often(pattern), "days": _days(pattern.on(anchor))}
    if not since_completion:
        return _("%(often)s pada %(days)s") % parts
    if not pattern.names_days:
        return _("%(often)s sejak penyelesaian terakhir") % parts
    return _("%(often)s sejak penyelesaian terakhir, pada %(days)s yang terdekat") % parts


def _how_often(pattern: Pattern) -> str:
    if pattern.frequency == Frequency.WEEKLY:
        count = pattern.interval
        return _("Setiap minggu") if count == 1 else _("Setiap %(count)d minggu") % {"count": count}
    if pattern.months % 12 == 0:
        count = pattern.months // 12
        return _("Setiap tahun") if count == 1 else _("Setiap %(count)d tahun") % {"count": count}
    count = pattern.months
    return _("Setiap bulan") if count == 1 else _("Setiap %(count)d bulan") % {"count": count}


def _days(pattern: Pattern) -> str:
    month = convention().months[pattern.month - 1] if pattern.month else ""
    if pattern.ordinal:
        names = {"weekday": pattern.weekdays[0].label, "ordinal": pattern.ordinal.label, "month": month}
        return (
            _("%(weekday)s %(ordinal)s bulan %(month)s") % names
            if month
            else _("%(weekday)s %(ordinal)s") % names
        )
    if pattern.weekdays:
        return _listed([str(day.label) for day in pattern.weekdays])
    day = pattern.month_day or 1
    return _day_of_year(day, pattern.month, month) if pattern.month else _day_of_month(day)


def _day_of_month(day: int) -> str:
    if day == LAST_DAY:
        return _("hari terakhir bulan")
    if day > 28:
        return _("tanggal %(day)d, atau hari terakhir bulan yang lebih pendek") % {"day": day}
    return _("tanggal %(day)d") % {"day": day}


def _day_of_year(day: int, month: int, month_name: str) -> str:
    day = min(day, monthrange(LEAP_YEAR, month)[1])
    if month == FEBRUARY and day == 29:
        return _("29 Februari, atau 28 Februari di luar tahun kabisat")
    return f"{day} {month_name}"


def _listed(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    return _("%(first)s dan %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
