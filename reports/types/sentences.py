"""Indonesian sentences that explain the indicators in the summary of a document."""

from __future__ import annotations

from decimal import Decimal

from core.i18n.formats import format_number, format_rupiah
from indicators.indicators import Indicator

NOT_CALCULABLE = "Belum ada yang dapat dihitung."


def indicator_sentence(indicator: Indicator) -> str:
    """Return a sentence with the numerator and the denominator of the indicator."""
    if indicator.value is None or not indicator.denominator:
        return "Tidak ada temuan yang dicatat." if indicator.key == "open_findings" else NOT_CALCULABLE
    part, whole = format_number(indicator.numerator), format_number(indicator.denominator)
    if indicator.key == "on_plan":
        return f"{part} dari {whole} perintah kerja dikerjakan tepat waktu."
    if indicator.key == "criteria":
        return f"{part} dari {whole} penilaian kriteria berputusan tercapai."
    if indicator.key == "open_findings":
        return f"{part} dari {whole} temuan belum ditutup."
    return _cost_sentence(indicator.numerator, indicator.denominator)


def _cost_sentence(spent: Decimal, budget: Decimal) -> str:
    if spent > budget:
        over = format_rupiah(spent - budget)
        return f"{format_rupiah(spent)} terpakai, {over} di atas anggaran {format_rupiah(budget)}."
    return f"{format_rupiah(spent)} terpakai dari anggaran {format_rupiah(budget)}."
