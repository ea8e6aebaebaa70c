"""One sentence for each figure of a summary, so that a number never stands alone."""

from __future__ import annotations

from decimal import Decimal

from core.i18n.formats import format_number, format_rupiah
from indicators.indicators import Indicator

NOTHING = "Belum ada yang dapat dihitung."


def sentence(figure: Indicator) -> str:
    """What the figure says, with what it was made of; plain Indonesian, as in print."""
    if figure.value is None or not figure.denominator:
        return "Tidak ada temuan yang dicatat." if figure.key == "open_findings" else NOTHING
    part, whole = format_number(figure.numerator), format_number(figure.denominator)
    if figure.key == "on_plan":
        return f"{part} dari {whole} perintah kerja dikerjakan tepat waktu."
    if figure.key == "criteria":
        return f"{part} dari {whole} penilaian kriteria berputusan tercapai."
    if figure.key == "open_findings":
        return f"{part} dari {whole} temuan belum ditutup."
    return _cost(figure.numerator, figure.denominator)


def _cost(spent: Decimal, budget: Decimal) -> str:
    if spent > budget:
        over = format_rupiah(spent - budget)
        return f"{format_rupiah(spent)} terpakai, {over} di atas anggaran {format_rupiah(budget)}."
    return f"{format_rupiah(spent)} terpakai dari anggaran {format_rupiah(budget)}."
