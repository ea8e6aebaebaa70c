"""Maintenance indicators: shares, costs and times with their numerator, denominator and period.

0/0 has no value and is shown as "n/a", never as 0 or 100.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.i18n.formats import NOT_AVAILABLE, format_number, format_percent, format_rupiah, percentage
from core.rounding import round_half_up
from indicators.counts import Statistics

SECONDS_PER_HOUR = Decimal(3600)


@dataclass(frozen=True)
class Indicator:
    """One indicator, ready for display. `value` is given in `unit`, or is None when there was nothing to count."""

    key: str
    label: str
    value: Decimal | None
    numerator: Decimal
    denominator: Decimal | None
    unit: str
    period: str
    explanation: str

    @property
    def shown(self) -> str:
        """The value formatted for display, with the unit."""
        if self.value is None:
            return NOT_AVAILABLE
        if self.unit == "%" and self.denominator is not None:
            return format_percent(self.numerator, self.denominator)
        return f"{format_number(self.value)} {self.unit}"

    @property
    def counted(self) -> str:
        """Numerator and denominator as text for display. Empty for an indicator without a denominator."""
        if self.denominator is None:
            return ""
        part, whole = format_number(self.numerator), format_number(self.denominator)
        if self.key == "cost":
            part, whole = format_rupiah(self.numerator), format_rupiah(self.denominator)
        if self.key == "mttr":
            return _("%(part)s jam pada %(whole)s temuan") % {"part": part, "whole": whole}
        return _("%(part)s dari %(whole)s") % {"part": part, "whole": whole}


def indicators_of(statistics: Statistics, *, period: str, budget: Decimal | None = None) -> list[Indicator]:
    """Return all indicators, calculated from statistics.

    `budget` is in rupiah. `budget` is None if the period has no budget of its own, for example a round.
    """
    indicators = [
        _share(
            "on_plan",
            _("Sesuai rencana (tepat waktu)"),
            statistics.on_time,
            statistics.due,
            period,
            ngettext(
                "Perintah kerja yang dikerjakan paling lambat %(days)s hari sesudah jatuh tempo, dari semua yang "
                "telah dikerjakan, dinyatakan tidak dilaksanakan, atau terlewat.",
                "Perintah kerja yang dikerjakan paling lambat %(days)s hari sesudah jatuh tempo, dari semua yang "
                "telah dikerjakan, dinyatakan tidak dilaksanakan, atau terlewat.",
                settings.ON_TIME_GRACE_DAYS,
            )
            % {"days": settings.ON_TIME_GRACE_DAYS},
        ),
        _share(
            "compliance",
            _("Kepatuhan jadwal"),
            statistics.accepted,
            statistics.work_orders,
            period,
            _("Perintah kerja yang selesai dan diterima, dari semua perintah kerja periode ini."),
        ),
        _share(
            "criteria",
            _("Ketercapaian kriteria"),
            statistics.met,
            statistics.judged,
            period,
            _("Penilaian kriteria dengan putusan tercapai, dari semua penilaian yang dapat diputuskan."),
        ),
        _share(
            "evidence",
            _("Kelengkapan bukti"),
            statistics.present_evidence,
            statistics.required_evidence,
            period,
            _("Bukti wajib yang ada, dari bukti wajib semua perintah kerja yang tidak ditinggalkan."),
        ),
        Indicator(
            "open_findings",
            _("Temuan terbuka"),
            Decimal(statistics.open_findings),
            Decimal(statistics.open_findings),
            Decimal(statistics.findings),
            _("temuan"),
            period,
            _("Temuan yang belum ditutup, dari semua temuan."),
        ),
    ]
    if budget is not None:
        indicators.append(
            _share(
                "cost",
                _("Biaya terhadap anggaran"),
                statistics.cost,
                budget,
                period,
                _("Biaya kegiatan yang dicatat, dari anggaran rencana, dalam rupiah."),
            )
        )
    return [*indicators, _downtime(statistics, period), _mttr(statistics, period)]


def _share(
    key: str, label: str, part: int | Decimal, whole: int | Decimal, period: str, explanation: str
) -> Indicator:
    value = percentage(part, whole)
    return Indicator(key, label, value, Decimal(part), Decimal(whole), "%", period, explanation)


def _downtime(statistics: Statistics, period: str) -> Indicator:
    hours = round_half_up(Decimal(statistics.downtime_minutes) / 60, 2)
    explanation = _("Jumlah jam aset berhenti selama kegiatan pemeliharaan.")
    return Indicator("downtime", _("Lama henti"), hours, hours, None, _("jam"), period, explanation)


def _mttr(statistics: Statistics, period: str) -> Indicator:
    """Return the MTTR (mean time to repair): the mean time from opening to resolving a finding.

    Only resolved findings are included.
    """
    hours = Decimal(statistics.repair_time.total_seconds()) / SECONDS_PER_HOUR
    closed = statistics.closed_findings
    value = round_half_up(hours / closed, 1) if closed else None
    return Indicator(
        "mttr",
        _("Waktu perbaikan rata-rata (MTTR)"),
        value,
        round_half_up(hours, 1),
        Decimal(closed),
        _("jam"),
        period,
        _("Jam sejak temuan dicatat sampai ditutup, dibagi banyaknya temuan yang telah ditutup."),
    )
