"""Template context of the annual report: compared indicators, totals and the chart."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString

from core.charts import BarChart, Series, Tone
from indicators.indicators import Indicator
from reports.types.annual.data import AnnualReportData
from reports.types.base import CHART_WIDTH
from reports.types.sentences import indicator_sentence

SUMMARY_INDICATORS = ("on_plan", "criteria", "open_findings", "cost")


@dataclass(frozen=True)
class IndicatorPair:
    """An indicator of this year and the same indicator of the previous year, if there is one."""

    current: Indicator
    previous: Indicator | None


def template_context(document_data: AnnualReportData) -> dict[str, Any]:
    before = {each.key: each for each in document_data.before}
    internal = {each.key: each for each in document_data.internal}
    vendor = {each.key: each for each in document_data.vendor}
    # There is no separate budget per kind of executor, so the cost cannot be compared.
    compared = [each for each in document_data.indicators if each.key != "cost"]
    return {
        "year_text": str(document_data.year),
        "before_year": document_data.year - 1,
        "has_recommendations": any(each.recommendations for each in document_data.cycles),
        "years": [IndicatorPair(each, before.get(each.key)) for each in document_data.indicators],
        "executors": [(each, vendor.get(each.key), internal.get(each.key)) for each in compared],
        "summary": [
            (each, indicator_sentence(each))
            for each in document_data.indicators
            if each.key in SUMMARY_INDICATORS
        ],
        "cost": sum((each.cost for each in document_data.cycles), Decimal(0)),
        "budget": sum((each.budget for each in document_data.cycles), Decimal(0)),
        "orders": sum(each.orders for each in document_data.cycles),
        "accepted": sum(each.accepted for each in document_data.cycles),
        "chart": _chart(document_data),
    }


def _chart(document_data: AnnualReportData) -> SafeString:
    return BarChart(
        title="Perintah kerja direncanakan, diterima dan tepat waktu per siklus",
        labels=[each.code.removeprefix("SIK-") for each in document_data.cycles],
        series=[
            Series("Direncanakan", [each.orders for each in document_data.cycles], Tone.NEUTRAL),
            Series("Diterima", [each.accepted for each in document_data.cycles], Tone.MAIN),
            Series("Tepat waktu", [each.on_time for each in document_data.cycles], Tone.GOOD),
        ],
        key="siklus-chart",
    ).svg(CHART_WIDTH)
