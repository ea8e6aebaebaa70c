"""What the template of the annual report needs besides the facts: figures beside each other, sums and the drawing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString

from core.charts import BarChart, Series, Tone
from indicators.indicators import Indicator
from reports.types.annual.data import AnnualPaper
from reports.types.base import CHART_WIDTH
from reports.types.sentences import sentence


@dataclass(frozen=True)
class Beside:
    """One indicator, and the same in another year or by another executor; None where that has none."""

    this: Indicator
    other: Indicator | None


def context(paper: AnnualPaper) -> dict[str, Any]:
    before = {each.key: each for each in paper.before}
    internal = {each.key: each for each in paper.internal}
    vendor = {each.key: each for each in paper.vendor}
    keys = [
        each for each in paper.indicators if each.key != "cost"
    ]  # a kind of executor has no budget of its own
    return {
        "year_text": str(paper.year),
        "before_year": paper.year - 1,
        "has_recommendations": any(each.recommendations for each in paper.cycles),
        "years": [Beside(each, before.get(each.key)) for each in paper.indicators],
        "executors": [(each, vendor.get(each.key), internal.get(each.key)) for each in keys],
        "figures": [(each, sentence(each)) for each in paper.indicators if each.key in FIGURES],
        "cost": sum((each.cost for each in paper.cycles), Decimal(0)),
        "budget": sum((each.budget for each in paper.cycles), Decimal(0)),
        "orders": sum(each.orders for each in paper.cycles),
        "accepted": sum(each.accepted for each in paper.cycles),
        "chart": _chart(paper),
    }


FIGURES = ("on_plan", "criteria", "open_findings", "cost")


def _chart(paper: AnnualPaper) -> SafeString:
    return BarChart(
        title="Perintah kerja direncanakan, diterima dan tepat waktu per siklus",
        labels=[each.code.removeprefix("SIK-") for each in paper.cycles],
        series=[
            Series("Direncanakan", [each.orders for each in paper.cycles], Tone.NEUTRAL),
            Series("Diterima", [each.accepted for each in paper.cycles], Tone.MAIN),
            Series("Tepat waktu", [each.on_time for each in paper.cycles], Tone.GOOD),
        ],
        key="siklus-chart",
    ).svg(CHART_WIDTH)
